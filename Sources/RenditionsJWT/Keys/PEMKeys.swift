internal import JWTKit
internal import RenditionsAPI

/// Public keys in PEM (RFC 7468), one after the other.
struct PEMKeys {
    private static let begin = "-----BEGIN "
    private static let end = "-----END "

    private let blocks: [String]

    /// - Throws: `no-credentials` where nothing begins, `unusable-key` where something begins that is no public key.
    init(_ text: String) throws(AccessError) {
        var blocks: [String] = []
        var lines: [Substring]?
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix(Self.begin) { lines = [] }
            lines?.append(line)
            if line.hasPrefix(Self.end), let block = lines {
                blocks.append(block.joined(separator: "\n"))
                lines = nil
            }
        }
        guard lines == nil else { throw AccessError(.unusableKey, "A key in PEM has no end.") }
        guard !blocks.isEmpty else { throw AccessError(.noCredentials, "There is no key in PEM.") }
        guard !blocks.contains(where: { $0.prefix { !$0.isNewline }.contains("PRIVATE") }) else {
            throw AccessError(
                .unusableKey, "A key in PEM is a private one. Give the public one: this service signs nothing.")
        }
        self.blocks = blocks
    }

    func verificationKeys() async throws(AccessError) -> [VerificationKey] {
        var result: [VerificationKey] = []
        for (index, pem) in blocks.enumerated() {
            let refusal =
                "Key \(index + 1) in PEM can't be used. It must begin with -----BEGIN PUBLIC KEY-----, and be RSA of 2,048 bits "
                + "at least, P-256, P-384, P-521 or Ed25519."
            result.append(try await VerificationKey(refusal: refusal) { try await Self.add(pem, to: $0) })
        }
        return result
    }

    /// Each kind reads only its own, as the text names it.
    private static func add(_ pem: String, to collection: JWTKeyCollection) async throws {
        if let key = try? ES256PublicKey(pem: pem) {
            await collection.add(ecdsa: key)
        } else if let key = try? ES384PublicKey(pem: pem) {
            await collection.add(ecdsa: key)
        } else if let key = try? ES512PublicKey(pem: pem) {
            await collection.add(ecdsa: key)
        } else if let key = try? EdDSA.PublicKey(pem: pem) {
            await collection.add(eddsa: key)
        } else {
            await collection.add(rsa: try Insecure.RSA.PublicKey(pem: pem), digestAlgorithm: .sha256)
        }
    }
}
