internal import GRDB
internal import Renditions
internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Keeps an execution in a journal, for as long as nobody else has taken it.
struct JournalKeeper: ExecutionKeeper {
    /// Inputs may weigh so much before a snapshot is written in their place, however small that would be.
    private static let smallestWeight = 8_192

    private let execution: Int64
    private let token: Int64
    private let journal: WorkflowJournal
    private let longestRest: Double
    private var events: Int
    private var snapshotWeight: Int
    private var inputWeight: Int

    init(_ taken: JournalWorker.Taken, configuration: DurableRunner.Configuration, journal: WorkflowJournal) {
        execution = taken.stored.id
        token = taken.token
        self.journal = journal
        longestRest = configuration.longestRest / .seconds(1)
        events = taken.stored.events
        snapshotWeight = taken.stored.snapshotWeight
        inputWeight = taken.stored.inputWeight
    }

    /// - Throws: ``LostLease``; `WorkflowError` with codes `invalid-request`, `corrupt`, and with `unavailable` when the
    ///   task is cancelled while the journal can't be written to.
    mutating func keep(_ progress: ExecutionProgress) async throws -> Bool {
        // Reading inputs again costs about as much as reading a snapshot of the same size, so that the one is never more
        // than the other, and a large snapshot is written seldom.
        let step = try JournalStep(
            progress, snapshotWeight: max(snapshotWeight, Self.smallestWeight) - inputWeight)
        let rests = progress.restsUntil.map { $0 > journal.clock.now.addingTimeInterval(longestRest) } ?? false
        guard try await write(step, rests: rests) else { throw LostLease() }
        events += step.eventCount
        if step.hasSnapshot {
            snapshotWeight = step.weight
            inputWeight = 0
        } else {
            inputWeight += step.weight
        }
        journal.watchers.changed(execution, hasEnded: step.hasEnded)
        if rests { journal.watchers.hasWork() }
        return !rests
    }

    /// - Returns: false when somebody else has taken the execution.
    private func write(_ step: JournalStep, rests: Bool) async throws -> Bool {
        while true {
            do {
                return try await journal.writer.write { [self] db in
                    guard try JournalWorker.holds(token, execution, in: db) else { return false }
                    try step.write(execution, after: events, in: db)
                    if rests { try JournalWorker.giveBack(execution, wake: step.wake, in: db) }
                    return true
                }
            } catch let error as WorkflowError where error.isRetryable && !Task.isCancelled {
                // A full disk passes. Whatever follows from the step waits for it.
                try? await journal.leaseClock.sleep(until: journal.leaseClock.now.addingTimeInterval(1))
            }
        }
    }
}
