internal import Foundation
internal import Renditions
internal import RenditionsFileSystem
internal import RenditionsTasks
internal import RenditionsTesting
internal import RenditionsWorkflow

/// One original ends every process that renders it. It must be given up after as many losses as workers bear with; every
/// other must be done, although their attempts are lost as often as they share a process with it.
struct PoisonTrial {
    private static let maximumLostAttempts = 3
    private static let poison: ObjectKey = "uploads/poison.img"

    let scratch: Scratch
    let seed: UInt64
    private(set) var violations: [String] = []
    private(set) var summary = ""
    private let journal: WorkflowJournal
    private var feeder: Feeder
    private var crew: Crew

    init(_ scratch: Scratch, seed: UInt64) async throws {
        try scratch.make()
        self.scratch = scratch
        self.seed = seed
        journal = try scratch.journal()
        feeder = try Feeder(scratch, gallery: await Gallery(seed: seed), journal: journal, seed: seed)
        crew = try Crew(
            scratch, WorkerProcess.Options(maximumLostAttempts: Self.maximumLostAttempts), seed: seed, count: 0)
    }

    mutating func run() async throws {
        var generator = SeededRandom(seed: seed)
        let marked = Content(kind: .picture(0), serial: AuditedEngine.Mark.poison.serial)
        // First, so that there are others beside it in the process whenever it is begun.
        for errand in try await feeder.upload(marked, at: Self.poison) { crew.give(errand) }
        for number in 0..<10 {
            let content = Content(kind: .picture(number % feeder.gallery.files.count), serial: generator.next())
            for errand in try await feeder.upload(content, at: ObjectKey("uploads/\(number).img")) { crew.give(errand) }
        }
        for _ in 0..<2 { try crew.hire() }
        // As long as everything may take on a busy machine; what has not ended then is found below.
        let limit = ContinuousClock.now + .seconds(120)
        while try await isBusy(), ContinuousClock.now < limit { _ = try crew.listen(for: .milliseconds(50)) }
        crew.finish()
        try await check()
    }

    private func isBusy() async throws -> Bool {
        if crew.outstanding > 0 { return true }
        return try await !journal.page(ExecutionListRequest(status: .running, limit: 1)).executions.isEmpty
    }

    private mutating func check() async throws {
        let executions = try await JournalCheck(journal, allowing: [ErrorName.originalQuarantined])
        var stores = try FinalCheck(scratch, gallery: feeder.gallery)
        try await stores.run(feeder.standings, givenUp: Self.poison)
        let audit = try Audit(path: scratch.auditPath)
        violations = crew.problems + executions.violations + stores.violations + audit.violations
        if executions.outcomes[ErrorName.originalQuarantined] != 1 { violations.append("\(executions.outcomes)") }
        if crew.ends != Array(repeating: SIGABRT, count: Self.maximumLostAttempts) {
            violations.append("workers ended with \(crew.ends)")
        }
        // Otherwise the trial has not shown what it is there to show.
        let others = audit.begunAgain - (Self.maximumLostAttempts - 1)
        if others < 1 { violations.append("no other attempt was lost") }
        summary =
            (violations.map { "VIOLATION: \($0)" } + [
                "poison: \(crew.ends.count) workers ended, \(others) attempts of others were lost with them; "
                    + "\(stores.images) images done; violations: \(violations.count)"
            ]).joined(separator: "\n")
    }
}
