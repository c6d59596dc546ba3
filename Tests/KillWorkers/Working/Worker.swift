internal import Foundation
internal import Renditions
internal import RenditionsFileSystem
internal import RenditionsTasks
internal import RenditionsVips
internal import RenditionsWorkflow

/// Carries out what stands in the journal, and tells the ingestor of what it reads on standard input, until that ends or
/// the process is killed.
struct Worker {
    /// Several, so that a kill meets several steps at once; few, so that the other worker has something to do as well.
    private static let maximumExecutions = 4

    let scratch: Scratch
    let leaseDuration: Duration
    let maximumLostAttempts: Int
    let sabotage: Sabotage?

    func run() async throws {
        do {
            try await work()
        } catch {
            // Told here, because nobody reads what a process says that dies.
            Self.tell("failed 0 the worker failed: \(error)")
            throw error
        }
    }

    private func work() async throws {
        let log = try AuditLog(path: scratch.auditPath)
        var renditions: any ObjectStore = AuditedStore(store: try scratch.renditions(), log: log)
        if let sabotage { renditions = SabotagedStore(store: renditions, sabotage: sabotage) }
        let processor = try ImageProcessor(
            originals: scratch.originals(), renditions: renditions, records: scratch.records(),
            engine: AuditedEngine(engine: VipsEngine(), log: log), recipe: Scratch.recipe)
        let tasks = ImageTasks(processor, quarantine: Quarantine(try scratch.quarantine()))
        let runner = DurableRunner(
            journal: try scratch.journal(), registry: try TaskRegistry(tasks.all.map { $0.audited(in: log) }),
            configuration: DurableRunner.Configuration(
                maximumExecutions: Self.maximumExecutions, leaseDuration: leaseDuration,
                maximumLostAttempts: maximumLostAttempts))
        let ingestor = try Ingestor(processor, runner: runner)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await runner.run() }
            await withDiscardingTaskGroup { errands in
                for await line in Self.lines() {
                    errands.addTask { await Self.tell(Self.answer(line, ingestor)) }
                }
            }
            await runner.shutdown()
            try await group.waitForAll()
        }
    }

    private static func answer(_ line: String, _ ingestor: Ingestor) async -> String {
        guard let errand = Errand(line: line) else { return "failed 0 \"\(line)\" is no errand" }
        do {
            switch errand.kind {
            case .ingest: _ = try await ingestor.ingest(errand.key)
            case .erase: _ = try await ingestor.erase(errand.key)
            }
            return "done \(errand.number)"
        } catch {
            let isRetryable = (error as? StoreError)?.isRetryable ?? (error as? WorkflowError)?.isRetryable ?? false
            return "\(isRetryable ? "again" : "failed") \(errand.number) \(error)"
        }
    }

    /// Standard input line by line, read on a thread of its own because that blocks.
    private static func lines() -> AsyncStream<String> {
        let (lines, continuation) = AsyncStream<String>.makeStream()
        Thread.detachNewThread {
            while let line = readLine() { continuation.yield(line) }
            continuation.finish()
        }
        return lines
    }

    /// One call of write for each line: a line is in the pipe whole or not at all.
    private static func tell(_ line: String) {
        let text = line.replacing("\n", with: " ")
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}
