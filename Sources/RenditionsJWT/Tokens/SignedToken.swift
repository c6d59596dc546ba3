#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A token taken apart (RFC 7515, section 7.1), and not yet believed.
struct SignedToken {
    let header: TokenHeader
    /// JSON, before anybody has looked whether it is.
    let payload: [UInt8]
    let signature: [UInt8]
    /// What the signature is of.
    let signedPart: [UInt8]

    /// Nil for what is no signed token.
    init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }), let headerBytes = Base64URL.decode(parts[0]),
            let header = try? JSONDecoder().decode(TokenHeader.self, from: Data(headerBytes)),
            let payload = Base64URL.decode(parts[1]), let signature = Base64URL.decode(parts[2])
        else { return nil }
        self.header = header
        self.payload = payload
        self.signature = signature
        signedPart = Array(text.utf8.prefix(parts[0].count + 1 + parts[1].count))
    }
}
