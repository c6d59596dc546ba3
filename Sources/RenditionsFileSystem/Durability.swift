/// What an acknowledged write survives.
public enum Durability: Hashable, Sendable {
    /// The end of the process and the loss of power: a write waits until the disk has it.
    case full
    /// The end of the process only. For tests and benchmarks.
    case none
}
