/// What must become of a file.
enum Expectation: Sendable {
    case made
    case refused
    /// Made or refused, as long as it is one of them.
    case either

    /// - Parameter word: of the manifest's column `expected`.
    init(word: String?) {
        switch word {
        case "decode": self = .made
        case "reject", "reject-strict", "limit": self = .refused
        default: self = .either
        }
    }
}
