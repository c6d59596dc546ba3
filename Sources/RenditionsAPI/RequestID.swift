internal import HTTPTypes

/// Tells a request from others in logs, and in what its sender is told: `X-Request-ID`.
struct RequestID: Sendable, Hashable {
    static let field = HTTPField.Name("X-Request-ID")!

    let text: String

    /// What the client or a proxy before us calls it, if that is 1 to 64 letters, digits, dots, hyphens and underscores of
    /// ASCII, which can do no harm in a log; otherwise one of its own.
    init(_ fields: HTTPFields) {
        if let given = fields[Self.field], Self.isAccepted(given) {
            text = given
        } else {
            text = String(UInt64.random(in: .min ... .max), radix: 16)
        }
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
