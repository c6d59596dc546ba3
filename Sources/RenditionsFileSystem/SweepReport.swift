/// What ``FileObjectStore/sweep(olderThan:)`` found.
public struct SweepReport: Hashable, Sendable {
    /// Leftovers of writes that were cut off, removed.
    public var removedFiles = 0
    /// Temporary files that were left alone: of writes under way, or not old enough.
    public var keptFiles = 0
    /// Folders without objects, removed.
    public var removedFolders = 0
    /// What the sweep could not look into or remove, and passed over.
    public var obstacles: [SweepObstacle] = []

    public init() {}
}
