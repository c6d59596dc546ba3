package import HTTPTypes

/// What a request's `Authorization` field holds (RFC 6750, section 2.1). No cookie and no part of the address is ever
/// looked at.
package enum BearerCredentials: Sendable, Equatable {
    case absent
    /// As it came: characters of a token, one at least. Not checked in any other way.
    case token(String)
    /// The scheme is Bearer, and what follows is no token.
    case malformed
    /// Another scheme, or more than one field: which of them counts would be anybody's guess.
    case other

    package init(_ head: HTTPRequest) {
        let fields = head.headerFields[values: .authorization]
        guard let field = fields.first else {
            self = .absent
            return
        }
        let parts = field.split(separator: " ", maxSplits: 1)
        guard fields.count == 1, parts.first?.lowercased() == "bearer" else {
            self = .other
            return
        }
        let token = parts.count == 2 ? String(parts[1].drop { $0 == " " }) : ""
        self = Self.isToken(token) ? .token(token) : .malformed
    }

    /// Whether the scheme is Bearer, which no browser sends of its own accord, as it does Basic.
    package var areBearer: Bool {
        switch self {
        case .token, .malformed: true
        case .absent, .other: false
        }
    }

    /// Whether a text is what RFC 6750 calls a `b64token`.
    static func isToken(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let last = bytes.lastIndex(where: { $0 != UInt8(ascii: "=") }) else { return false }
        return bytes[...last].allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: "/"):
                true
            default: false
            }
        }
    }
}
