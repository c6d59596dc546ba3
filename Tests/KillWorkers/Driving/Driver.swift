internal import Foundation
internal import Renditions
internal import RenditionsFileSystem
internal import RenditionsTasks
internal import RenditionsTesting
internal import RenditionsWorkflow

/// Has two workers process what it uploads, kills one after the other at random moments, and looks at what has become of
/// everything.
struct Driver {
    /// So much is under way at every moment, so that kills meet every step; more would only have to be waited for.
    private static let backlog = 12
    private static let maximumChanges = 6

    let scratch: Scratch
    let seed: UInt64
    private(set) var violations: [String] = []
    private var generator: SeededRandom
    private let journal: WorkflowJournal
    private var feeder: Feeder
    private var crew: Crew
    private let start = ContinuousClock.now
    private var killing = Duration.zero
    private var counts = ""

    init(_ scratch: Scratch, seed: UInt64, sabotage: Sabotage? = nil) async throws {
        try scratch.make()
        self.scratch = scratch
        self.seed = seed
        generator = SeededRandom(seed: seed)
        journal = try scratch.journal()
        feeder = try Feeder(
            scratch, gallery: await Gallery(seed: seed), journal: journal, seed: generator.next())
        // Innocent attempts are lost all the time here, so none is ever given up for it.
        crew = try Crew(scratch, WorkerProcess.Options(sabotage: sabotage), seed: generator.next())
    }

    mutating func run(rounds: Int) async throws {
        let begin = ContinuousClock.now
        for round in 0..<rounds where crew.problems.isEmpty && crew.ends.isEmpty {
            try await feed()
            let delay = Duration.microseconds(Int(generator.next() % 300_000))
            for number in try crew.listen(for: delay) { feeder.acknowledge(number) }
            crew.kill()
            try crew.hire()
            if (round + 1).isMultiple(of: 50) {
                // At once, also through a pipe.
                let line = "\(round + 1) killed; \(try await underWay()) under way\n"
                FileHandle.standardOutput.write(Data(line.utf8))
            }
        }
        killing = ContinuousClock.now - begin
        try await drain()
        // With all renditions there, what is to go has something to go with.
        for errand in try await feeder.retireTwo() { crew.give(errand) }
        try await drain()
        crew.finish()
        violations = crew.problems + crew.ends.map { "a worker ended by itself with \($0)" }
        try await check()
    }

    /// Uploads and deletes until there is enough to do.
    private mutating func feed() async throws {
        let missing = Self.backlog - (try await underWay())
        for _ in 0..<max(0, min(missing, Self.maximumChanges)) {
            for errand in try await feeder.change() { crew.give(errand) }
        }
    }

    private func underWay() async throws -> Int {
        try await journal.page(ExecutionListRequest(status: .running, limit: 1_000)).executions.count + crew.outstanding
    }

    /// Lets the workers come to an end of everything.
    private mutating func drain() async throws {
        // Long enough for every wait that a workflow makes between attempts, on a busy machine too.
        let limit = ContinuousClock.now + .seconds(300)
        while try await underWay() > 0 {
            for number in try crew.listen(for: .milliseconds(100)) { feeder.acknowledge(number) }
            guard ContinuousClock.now < limit else { return }
        }
        for number in try crew.listen(for: .zero) { feeder.acknowledge(number) }
    }

    private mutating func check() async throws {
        let executions = try await JournalCheck(journal, allowing: [ErrorName.originalRefused])
        var stores = try FinalCheck(scratch, gallery: feeder.gallery)
        try await stores.run(feeder.standings)
        let audit = try Audit(path: scratch.auditPath)
        violations += executions.violations + stores.violations + audit.violations
        counts = """
            changes: \(Self.text(feeder.counts)); errands given again: \(crew.repeated)
            executions: \(executions.executions) (\(Self.text(executions.outcomes))); tasks begun again: \(audit.begunAgain)
            renders: \(audit.renders.count), begun again and wasted: \(audit.wastedRenders); renditions created: \
            \(audit.creations.count)
            at the end: \(stores.images) images, \(stores.refusals) refused; swept: \(stores.orphans) orphans, \
            \(stores.leftovers) temporary files
            """
    }

    var summary: String {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let rate = Double(crew.kills) / max(0.001, killing / .seconds(1))
        return
            (violations.map { "VIOLATION: \($0)" } + [
                counts,
                "kill-workers: \(crew.kills) kills from seed \(seed) in \(Int(seconds)) s, "
                    + "\(String(format: "%.1f", rate)) a second; violations: \(violations.count)",
            ]).joined(separator: "\n")
    }

    private static func text(_ counts: [String: Int]) -> String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
}
