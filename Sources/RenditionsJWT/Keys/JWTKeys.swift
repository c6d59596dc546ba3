internal import RenditionsAPI

/// The keys by which tokens are known to be genuine. Each stands for one algorithm, whatever a token says.
public struct JWTKeys: Sendable {
    private enum Source {
        case keySet(String)
        case publicKeys(String)
        case secret([UInt8])
    }

    private let source: Source

    /// A JSON Web Key Set (RFC 7517), the document that an identity provider publishes.
    ///
    /// Kinds: `RSA` of 2,048 bits at least with the algorithm that `alg` names, `RS256` where it names none; `EC` on the
    /// curves `P-256`, `P-384` and `P-521`; `OKP` on `Ed25519`. Keys that are not for signatures are passed over.
    public static func keySet(_ json: String) -> Self { Self(source: .keySet(json)) }

    /// One or several public keys in PEM, beginning with `-----BEGIN PUBLIC KEY-----`.
    ///
    /// Kinds: RSA of 2,048 bits at least, for `RS256`; elliptic curves `P-256`, `P-384` and `P-521`, for `ES256`, `ES384` and
    /// `ES512`; Ed25519, for `EdDSA`. Any other algorithm of RSA takes a key set.
    public static func publicKeys(pem: String) -> Self { Self(source: .publicKeys(pem)) }

    /// What issuer and this service both know, for `HS256`: 32 bytes at least, random ones. Who has it can make tokens.
    public static func secret(_ bytes: [UInt8]) -> Self { Self(source: .secret(bytes)) }

    func verificationKeys() async throws(AccessError) -> [VerificationKey] {
        switch source {
        case .keySet(let json): try await KeySet(json: json).verificationKeys()
        case .publicKeys(let pem): try await PEMKeys(pem).verificationKeys()
        case .secret(let bytes): [try await VerificationKey(secret: bytes)]
        }
    }
}

extension JWTKeys: CustomStringConvertible {
    /// The kind alone: it may be a secret.
    public var description: String {
        switch source {
        case .keySet: "a key set"
        case .publicKeys: "public keys"
        case .secret: "a secret"
        }
    }
}
