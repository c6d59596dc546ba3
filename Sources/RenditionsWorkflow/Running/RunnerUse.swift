/// Something that a part of a program asks of its runner. Parts declare it, so that whoever deploys them can allow them that and
/// nothing else. The texts are contracts.
public enum RunnerUse: String, Codable, Hashable, Sendable, CaseIterable {
    case start
    /// Describing an execution, and waiting for its end.
    case describe
    /// The history, and events as they happen.
    case history
    case list
    case cancel
    case redrive
}
