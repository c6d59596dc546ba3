internal import JWTKit
internal import RenditionsAPI

/// A key with the one algorithm for which it is used.
struct VerificationKey: Sendable {
    /// Its `kid`; nil for a key that has none.
    let id: String?
    private let algorithm: any JWTAlgorithm

    init(id: String?, algorithm: any JWTAlgorithm) {
        self.id = id
        self.algorithm = algorithm
    }

    /// - Parameter add: adds the key to a collection, which is how JWTKit makes algorithms of keys.
    /// - Throws: `unusable-key` with `refusal` for what JWTKit does not take.
    init(
        id: String? = nil, refusal: String,
        adding add: (JWTKeyCollection) async throws -> Void
    ) async throws(AccessError) {
        let collection = JWTKeyCollection()
        do {
            try await add(collection)
            self.init(id: id, algorithm: try await collection.getKey())
        } catch {
            throw AccessError(.unusableKey, refusal)
        }
    }

    /// For HS256.
    init(secret: [UInt8]) async throws(AccessError) {
        guard secret.count >= 32 else {
            throw AccessError(.unusableKey, "A secret for tokens must have 32 bytes at least.")
        }
        // Whoever knows the public key could sign with it.
        guard !String(decoding: secret, as: UTF8.self).contains("-----BEGIN") else {
            throw AccessError(.unusableKey, "A key in PEM is no secret. Give it as a public key.")
        }
        try await self.init(refusal: "The secret for tokens can't be used.") { collection in
            await collection.add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256)
        }
    }

    /// Whether a token may be signed with this key: it has to name this key's algorithm, and this key where it names one.
    func isMeant(by header: TokenHeader) -> Bool {
        header.algorithm == algorithm.name && (id == nil || header.keyID == nil || id == header.keyID)
    }

    func hasSigned(_ token: SignedToken) -> Bool {
        // What is not even of a signature's form is an error to JWTKit.
        (try? algorithm.verify(token.signature, signs: token.signedPart)) ?? false
    }
}
