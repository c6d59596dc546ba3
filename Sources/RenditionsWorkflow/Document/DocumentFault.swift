/// One reason why a document can't run.
public struct DocumentFault: Hashable, Sendable, CustomStringConvertible {
    /// Whether the States Language forbids it, or only this library lacks it.
    public enum Kind: String, Sendable {
        case invalid
        case unsupported
    }

    public var kind: Kind
    /// Where it stands, as a JSON pointer without escapes: `/States/Render/Retry/0/ErrorEquals`.
    public var path: String
    /// What is wrong there, in one sentence.
    public var reason: String

    public init(_ kind: Kind, at path: String, _ reason: String) {
        self.kind = kind
        self.path = path
        self.reason = reason
    }

    public var description: String { "\(path.isEmpty ? "/" : path): \(reason)" }
}
