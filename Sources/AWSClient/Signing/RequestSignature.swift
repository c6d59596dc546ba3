/// A request's signature, and what it was made of.
package struct RequestSignature: Sendable {
    package let request: CanonicalRequest
    package let key: SigningKey
    package let time: SigningTime
    /// In small hexadecimal digits.
    package let value: String

    init(request: CanonicalRequest, key: SigningKey, time: SigningTime) {
        self.request = request
        self.key = key
        self.time = time
        value = key.signature(of: request.bytes, at: time)
    }

    /// What was signed.
    package var stringToSign: String { String(decoding: key.stringToSign(request.bytes, at: time), as: UTF8.self) }
}
