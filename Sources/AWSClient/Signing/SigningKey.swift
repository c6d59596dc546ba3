internal import Crypto

/// The key that signs for one ``SigningScope`` with one secret.
package struct SigningKey: Sendable {
    package let scope: SigningScope
    private let key: SymmetricKey

    package init(secret: String, scope: SigningScope) {
        self.scope = scope
        var key = SymmetricKey(data: Array("AWS4".utf8) + Array(secret.utf8))
        for part in [scope.day, scope.region, scope.service, "aws4_request"] {
            key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key))
        }
        self.key = key
    }

    /// The signature of a text, in small hexadecimal digits. The text is a string to sign, or the Base64 of a POST policy.
    package func signature(of text: String) -> String { signature(of: Array(text.utf8)) }

    func signature(of bytes: [UInt8]) -> String {
        Hex.text(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
    }

    /// The signature of a canonical request.
    func signature(of request: [UInt8], at time: SigningTime) -> String {
        signature(of: stringToSign(request, at: time))
    }

    func stringToSign(_ request: [UInt8], at time: SigningTime) -> [UInt8] {
        var text = Array("AWS4-HMAC-SHA256\n\(time.stamp)\n\(scope)\n".utf8)
        Hex.append(SHA256.hash(data: request), to: &text)
        return text
    }
}
