package import Renditions
package import RenditionsFileSystem
package import RenditionsTasks
internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The image workflows on an output folder: what begins executions, and what carries them out.
package struct ImageService: Sendable {
    let processor: ImageProcessor
    package let runner: DurableRunner
    package let ingestor: Ingestor
    let quarantine: Quarantine
    let events: EventBoard

    /// - Parameters:
    ///   - queue: of the executions that are begun and carried out here. Those of other originals are left to whoever can
    ///     read these: see ``queue(of:)``.
    ///   - executions: how many are carried out at once.
    ///   - workflows: which of them are carried out here; nil for all.
    ///   - listener: is told what happens to originals as well.
    /// - Throws: `WorkflowError`.
    package init(
        _ processor: ImageProcessor, in output: OutputFolder, queue: String, executions: Int,
        workflows: Set<ShippedWorkflow>? = nil, listener: @escaping ImageTasks.Listener = { _, _ in }
    ) throws {
        self.processor = processor
        events = EventBoard()
        quarantine = Quarantine(try output.quarantine())
        let tasks = ImageTasks(processor, quarantine: quarantine) { [events] key, event in
            events.post(event, of: key)
            listener(key, event)
        }
        runner = DurableRunner(
            journal: try output.journal(), registry: try tasks.registry(),
            configuration: DurableRunner.Configuration(
                name: "renditions", maximumExecutions: executions,
                workflows: workflows.map { Set($0.map(\.rawValue)) }, queue: queue))
        // A step takes as long as the limits of the engine let it; the step's own is for what is stuck.
        let renderTimeout = max(300, 2 * processor.engine.limits.seconds + 60)
        ingestor = try Ingestor(
            processor, runner: runner,
            process: try ProcessImage(renderTimeout: .seconds(min(renderTimeout, 1e6))).lowered(),
            scope: queue)
    }

    /// The queue of what has to do with these originals: other folders may have files of the same names.
    ///
    /// - Parameter recipe: where nothing else may be made of them but this.
    package static func queue(of folders: [String], for recipe: Recipe? = nil) throws -> String {
        var parts = folders.map { FilePaths.resolvedAhead($0) }.sorted()
        if let recipe { parts.append(try JSONText.line(recipe)) }
        return String(Fingerprint(of: parts.map { Array($0.utf8) }).description.prefix(8))
    }

    /// Carries executions out for as long as `body` runs. What is under way at its end is left to the next run.
    ///
    /// - Throws: what `body` throws; `WorkflowError` when the journal fails.
    func whileWorking<Result: Sendable>(
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                try await runner.run()
                return nil
            }
            group.addTask { try await body() }
            // A journal that fails ends the wait for what nobody carries out any more.
            defer { group.cancelAll() }
            while let result = try await group.next() {
                guard let result else { continue }
                await runner.shutdown()
                return result
            }
            throw CancellationError()
        }
    }

    /// Begins to process the original under a key, or joins the execution that does; one that had ended before is begun
    /// anew, so that what was lost since is found.
    ///
    /// - Parameter run: tells this run of the tool from others.
    /// - Throws: `StoreError`, with code `not-found` when there is no original; `WorkflowError`.
    func begin(_ key: ObjectKey, run: ToolRun) async throws -> ExecutionIdentity {
        let existing = try await processor.records.record(AssetID(original: key))?.value
        let request = ProcessRequest(
            original: try await processor.originals.head(key), generation: AssetRecord.nextGeneration(after: existing))
        let execution = try await ingestor.start(request)
        guard let end = execution.endedAt, end < run.start else { return execution.identity }
        return try await ingestor.start(request, run: run.name).identity
    }
}
