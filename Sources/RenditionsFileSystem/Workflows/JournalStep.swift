internal import GRDB
internal import Renditions
internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Progress of an execution as it goes into the tables.
struct JournalStep: Sendable {
    private struct End: Sendable {
        let status: String
        let outcome: String
        let time: Int64
        let redrives: Int
        let canBeRedriven: Bool
    }

    let eventCount: Int
    private let events: String
    private let arrivals: String?
    private let snapshot: String?
    private let end: End?
    /// From when on somebody is to take the execution up, where nobody has it.
    let wake: Int64

    var hasEnded: Bool { end != nil }
    /// Bytes that would have to be read to make the state again.
    var weight: Int { snapshot?.utf8.count ?? arrivals?.utf8.count ?? 0 }
    var hasSnapshot: Bool { snapshot != nil }

    /// - Parameter snapshotWeight: the weight of arrivals from which on a snapshot is written in their place.
    /// - Throws: `WorkflowError` with code `invalid-request` when a task's output holds what JSON has no form for.
    init(_ progress: ExecutionProgress, snapshotWeight: Int) throws {
        let now = progress.arrivals.last?.time ?? Date(timeIntervalSince1970: 0)
        eventCount = progress.events.count
        events = try JournalCoding.text(progress.events)
        wake = (progress.restsUntil ?? now).millisecondsSince1970
        let outcome = progress.snapshot.outcome
        end = try outcome.map { outcome in
            End(
                status: outcome.status.rawValue, outcome: try JournalCoding.text(outcome),
                time: now.millisecondsSince1970, redrives: progress.snapshot.redrives,
                canBeRedriven: outcome.status != .succeeded)
        }
        var arrivals = outcome == nil ? try JournalCoding.text(progress.arrivals) : nil
        let needsSnapshot = outcome.map { $0.status != .succeeded } ?? ((arrivals?.utf8.count ?? 0) >= snapshotWeight)
        snapshot = needsSnapshot ? String(decoding: try progress.snapshot.encoded(), as: UTF8.self) : nil
        if needsSnapshot { arrivals = nil }
        self.arrivals = arrivals
    }

    /// - Parameter events: how many the execution has had before.
    func write(_ execution: Int64, after events: Int, in db: Database) throws {
        if eventCount > 0 {
            try db.run(
                "INSERT INTO event (execution, first, count, body) VALUES (?, ?, ?, ?)",
                [execution, events + 1, eventCount, self.events])
        }
        if let snapshot {
            try db.run(
                "INSERT OR REPLACE INTO snapshot (execution, events, body) VALUES (?, ?, ?)",
                [execution, events + eventCount, snapshot])
        }
        if let arrivals {
            try db.run("INSERT INTO input (execution, body) VALUES (?, ?)", [execution, arrivals])
        } else {
            try db.run("DELETE FROM input WHERE execution = ?", [execution])
        }
        guard let end else { return }
        if !end.canBeRedriven { try db.run("DELETE FROM snapshot WHERE execution = ?", [execution]) }
        try db.run("DELETE FROM work WHERE execution = ?", [execution])
        try db.run("DELETE FROM stop WHERE execution = ?", [execution])
        try db.run(
            "UPDATE execution SET status = ?, outcome = ?, ended = ?, redrives = ? WHERE id = ?",
            [end.status, end.outcome, end.time, end.redrives, execution])
    }
}

extension Database {
    /// Runs a statement that is prepared once.
    func run(_ sql: String, _ arguments: StatementArguments) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
