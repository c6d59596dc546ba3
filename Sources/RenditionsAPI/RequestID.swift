package import HTTPTypes

/// Tells a request from others in logs, and in what its sender is told: `X-Request-ID`.
package struct RequestID: Sendable, Hashable {
    package static let field = HTTPField.Name("X-Request-ID")!

    package let text: String

    /// What the client or a proxy before us calls it, if that is 1 to 64 letters, digits, dots, hyphens and underscores of
    /// ASCII, which can do no harm in a log; otherwise what it is called here, or one of its own.
    package init(_ fields: HTTPFields, otherwise own: String? = nil) {
        if let given = fields[Self.field], Self.isAccepted(given) {
            text = given
        } else {
            text = own ?? Self.random()
        }
    }

    /// 16 digits.
    private static func random() -> String {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func isAccepted(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
