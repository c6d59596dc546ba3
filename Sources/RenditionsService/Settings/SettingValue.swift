/// What a setting is set to, as it was written.
enum SettingValue: Sendable, Hashable {
    case one(String)
    case many([String])

    /// The only text; empty for a list.
    var text: String {
        switch self {
        case .one(let text): text
        case .many: ""
        }
    }

    var texts: [String] {
        switch self {
        case .one(let text): [text]
        case .many(let texts): texts
        }
    }
}
