/// A mistake that is made on purpose, so that an invariant has something to find.
package enum Defect: String, CaseIterable, Sendable {
    /// Records are written without a look at whether the original is still the one that was rendered.
    case publishesUnseen = "publishes-unseen"
    /// Erasures delete without writing a tombstone first.
    case erasesWithoutTombstone = "erases-without-tombstone"
    /// Renditions are put whether there is one or not.
    case overwritesRenditions = "overwrites-renditions"
    /// The journal takes inputs from whoever brings them.
    case commitsWithoutLease = "commits-without-lease"
    /// Tasks begin before it is written down that they do.
    case beginsBeforeCommit = "begins-before-commit"
    /// An event that says that an original was removed is believed.
    case trustsEvents = "trusts-events"
    /// Executions are acknowledged that are not kept.
    case acceptsWithoutKeeping = "accepts-without-keeping"
    /// Each event begins an execution of its own.
    case startsTwice = "starts-twice"

    /// What has to find it.
    package var invariants: Set<Invariant> {
        switch self {
        case .publishesUnseen: [.recordsNameWhatExists, .recordsNeverGoBack, .recordsEndCurrent, .erasedStaysErased]
        case .erasesWithoutTombstone: [.recordsNameWhatExists, .erasedStaysErased]
        case .overwritesRenditions: [.renditionsAreWrittenOnce]
        case .commitsWithoutLease: [.commitsAreFenced]
        case .beginsBeforeCommit: [.commitsAreFenced]
        case .trustsEvents: [.originalsAreTheUsers]
        case .acceptsWithoutKeeping: [.recordsEndCurrent, .executionsEnd, .erasedStaysErased]
        case .startsTwice: [.workIsDoneOnce]
        }
    }
}
