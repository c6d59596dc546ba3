/// What ``FileObjectStore/sweep(olderThan:)`` found.
public struct SweepReport: Hashable, Sendable {
    /// Leftovers of writes that were cut off, removed.
    public var removedFiles = 0
    /// Temporary files that were left alone: of writes under way, or not old enough.
    public var keptFiles = 0
    /// Folders without objects, removed.
    public var removedFolders = 0
    /// Entries that were left alone because the store did not write them, such as symbolic links, or because the process
    /// may not open them.
    public var unreadableEntries = 0

    public init() {}
}
