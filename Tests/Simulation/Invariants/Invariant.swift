/// What must hold, whatever fails and in whatever order things happen. The texts are what a finding is called by.
package enum Invariant: String, CaseIterable, Sendable {
    /// A record names only renditions that exist, with the entity tags that it says; a tombstone names none.
    case recordsNameWhatExists = "records-name-what-exists"
    /// At the end the record of an original that exists speaks of its current version: with exactly the renditions of the
    /// recipe, or with the code of what is wrong with it.
    case recordsEndCurrent = "records-end-current"
    /// At the end nothing is left of originals that were deleted or erased, and no late event brings anything back.
    case erasedStaysErased = "erased-stays-erased"
    /// A record never returns to an older version of its original or an older generation, and what was published for a
    /// version is not published again with other renditions.
    case recordsNeverGoBack = "records-never-go-back"
    /// A rendition is created and never written over.
    case renditionsAreWrittenOnce = "renditions-are-written-once"
    /// As long as nothing fails, each version is rendered once, however often it is told of.
    case workIsDoneOnce = "work-is-done-once"
    /// Every execution that was accepted ends.
    case executionsEnd = "executions-end"
    /// Who lost an execution to another worker commits nothing more of it; no result counts twice; nothing is begun that
    /// is not in the journal.
    case commitsAreFenced = "commits-are-fenced"
    /// An original goes only when its user deletes it, or has asked for its erasure since it was uploaded.
    case originalsAreTheUsers = "originals-are-the-users"
    /// What a record calls quarantined is kept for a replay, and only that which still exists.
    case quarantineIsKept = "quarantine-is-kept"
}

/// That an invariant did not hold.
package struct Violation: Error, Hashable, Sendable, CustomStringConvertible {
    package var invariant: Invariant
    package var what: String

    package var description: String { "\(invariant.rawValue): \(what)" }
}
