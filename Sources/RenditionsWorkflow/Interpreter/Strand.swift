#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One line of states that runs: the execution itself, a branch, or an item. It stands in one state.
struct Strand: Codable, Sendable {
    enum Phase: Codable, Sendable {
        /// The state has not been entered.
        case entering
        /// The state has been entered and is to be carried out: first, or after a redrive.
        case running
        case task(TaskRun)
        case wait(until: Date)
        /// Another attempt comes later.
        case retry(at: Date)
        /// Branches or items run.
        case join(Join)
        /// The execution ended while the state ran, or because of it. A redrive carries the state out again.
        case halted
    }

    /// The item that a strand works on.
    struct Item: Codable, Sendable {
        let index: Int
        let value: JSONValue
    }

    let id: Int
    /// The strand whose Parallel or Map state began this one; nil for the execution itself.
    let parent: Int?
    /// Which branch or item of the parent's state this is.
    let slot: Int
    let item: Item?
    /// The execution within the execution that a distributed map makes of each item; nil for the execution itself.
    let child: Int?
    /// The state's index in ``Program/states``.
    var state: Int
    var phase = Phase.entering
    /// The state's raw input.
    var input: JSONValue
    var enteredAt: Date
    var enteredEvent = 0
    var lastEvent: Int
    /// How often each retrier has retried in this visit; empty while none has.
    var retries: [Int] = []
    /// How often the state was retried in this visit.
    var retryCount = 0
}
