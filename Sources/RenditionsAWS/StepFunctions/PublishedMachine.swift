/// A workflow on Step Functions.
public struct PublishedMachine: Hashable, Sendable {
    /// What had to be changed.
    public enum Change: Int, Hashable, Sendable, Comparable {
        /// Nothing: all was as it is to be.
        case none
        /// The alias leads elsewhere now.
        case aliased
        /// What is there became a version.
        case versioned
        /// The machine has another document, or another role.
        case updated
        /// The machine is new.
        case created

        public static func < (left: Change, right: Change) -> Bool { left.rawValue < right.rawValue }
    }

    /// The ARN of the version that carries the document out.
    public var version: String
    public var change: Change

    /// What a version says of itself: of which document it is.
    static func label(_ fingerprint: String) -> String { mark + fingerprint }

    /// Nil for what is no label.
    static func fingerprint(_ label: String?) -> String? {
        guard let label, label.hasPrefix(mark) else { return nil }
        return String(label.dropFirst(mark.count))
    }

    private static let mark = "document "
}
