/// A claim that is one text or an array of them, as audience and scopes may be.
enum ClaimTexts: Decodable {
    case one(String)
    case several([String])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .one(text)
        } else {
            self = .several(try container.decode([String].self))
        }
    }

    var all: [String] {
        switch self {
        case .one(let text): [text]
        case .several(let texts): texts
        }
    }

    /// What stands between the spaces of one text (RFC 8693, section 4.2), or each of several as it is.
    var words: [String] {
        switch self {
        case .one(let text): text.split(separator: " ").map(String.init)
        case .several(let texts): texts
        }
    }
}
