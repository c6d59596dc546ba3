internal import JWTKit
internal import RenditionsAPI

/// A JSON Web Key (RFC 7517) with what matters of it here.
struct PublishedKey: Decodable {
    private var kind: String
    private var algorithm: String?
    private var id: String?
    private var use: String?
    private var operations: [String]?
    private var curve: String?
    private var modulus: String?
    private var exponent: String?
    private var x: String?
    private var y: String?
    /// Whether there is a private part, which is not read.
    private var isPrivate: Bool

    private enum CodingKeys: String, CodingKey {
        case kind = "kty"
        case algorithm = "alg"
        case id = "kid"
        case use
        case operations = "key_ops"
        case curve = "crv"
        case modulus = "n"
        case exponent = "e"
        case x, y
        case privatePart = "d"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        kind = try container.decode(String.self, forKey: .kind)
        algorithm = try container.decodeIfPresent(String.self, forKey: .algorithm)
        id = try container.decodeIfPresent(String.self, forKey: .id)
        use = try container.decodeIfPresent(String.self, forKey: .use)
        operations = try container.decodeIfPresent([String].self, forKey: .operations)
        curve = try container.decodeIfPresent(String.self, forKey: .curve)
        modulus = try container.decodeIfPresent(String.self, forKey: .modulus)
        exponent = try container.decodeIfPresent(String.self, forKey: .exponent)
        x = try container.decodeIfPresent(String.self, forKey: .x)
        y = try container.decodeIfPresent(String.self, forKey: .y)
        isPrivate = container.contains(.privatePart)
    }

    var isForSignatures: Bool { (use ?? "sig") == "sig" && (operations.map { $0.contains("verify") } ?? true) }

    /// - Parameter name: what a message calls it.
    func verificationKey(called name: String) async throws(AccessError) -> VerificationKey {
        guard !isPrivate else {
            throw AccessError(
                .unusableKey, "\(name) is a private key. Give the public one: this service signs nothing.")
        }
        guard let fixed = fixedAlgorithm, algorithm == nil || algorithm == fixed.rawValue else {
            throw AccessError(
                .unusableKey,
                "\(name) is of a kind that is not supported. RSA, EC on P-256, P-384 or P-521, and OKP on Ed25519 are, with "
                    + "the algorithms for signatures that belong to them.")
        }
        return try await VerificationKey(
            id: id, refusal: "\(name) can't be used: a part is missing or wrong, or it is RSA of less than 2,048 bits."
        ) { collection in
            try await collection.add(jwk: publicKey(for: fixed))
        }
    }

    /// The one algorithm for which this key is used; nil where there is none.
    private var fixedAlgorithm: JWK.Algorithm? {
        switch (kind, curve) {
        case ("RSA", _): Self.ofRSA.first { $0.rawValue == algorithm ?? JWK.Algorithm.rs256.rawValue }
        case ("EC", "P-256"): .es256
        case ("EC", "P-384"): .es384
        case ("EC", "P-521"): .es512
        case ("OKP", "Ed25519"): .eddsa
        default: nil
        }
    }

    private static let ofRSA: [JWK.Algorithm] = [.rs256, .rs384, .rs512, .ps256, .ps384, .ps512]

    private func publicKey(for algorithm: JWK.Algorithm) -> JWK {
        // JWTKit asks for an identifier; which key a token names is compared elsewhere.
        let identifier = JWKIdentifier(string: id ?? "")
        return switch kind {
        case "RSA": .rsa(algorithm, identifier: identifier, modulus: modulus, exponent: exponent)
        case "EC":
            .ecdsa(algorithm, identifier: identifier, x: x, y: y, curve: curve.flatMap(ECDSACurve.init(rawValue:)))
        default: .octetKeyPair(algorithm, identifier: identifier, x: x, y: nil, curve: .ed25519)
        }
    }
}
