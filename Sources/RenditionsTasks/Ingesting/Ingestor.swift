public import Renditions
public import RenditionsWorkflow

/// Turns what triggers say into executions of workflows.
///
/// An event says only where to look. What is to be done follows from the object as it is now: one that is there is
/// processed, what is left of one that is gone is removed. So it does not matter in which order events come, nor how often:
/// the execution's name follows from the version that was found, and duplicates join.
public struct Ingestor: Sendable {
    /// What it does to the stores.
    public static let storeUses: StoreUses = [.originals: [.read], .records: [.read]]
    /// What it asks of its runner. An erasure that failed is redriven.
    public static let runnerUses: Set<RunnerUse> = [.start, .describe, .redrive]

    public let processor: ImageProcessor
    public let runner: any WorkflowRunner
    private let process: LoweredWorkflow<ProcessRequest, ProcessResult>
    private let erase: LoweredWorkflow<EraseRequest, EraseResult>
    /// Stands for the recipe and the engine's output: with another of them the same original is other work.
    private let recipeMark: String
    private let scope: String?
    let route: IngestRoute?

    /// - Parameters:
    ///   - processor: with the stores to look at; the tasks of the workflows have the same.
    ///   - process: what processes an original; ``ProcessImage`` where there is none.
    ///   - erase: what removes an asset; ``EraseAsset`` where there is none.
    ///   - route: from where originals come; events of other places are ignored. Nil where the trigger sees to that.
    ///   - scope: tells the executions of this ingestor from those of others on the same runner, where several sets of
    ///     originals share one; up to 8 letters and digits.
    /// - Throws: `EncodingError` from an operation that can't be written as JSON.
    public init(
        _ processor: ImageProcessor, runner: any WorkflowRunner,
        process: LoweredWorkflow<ProcessRequest, ProcessResult>? = nil,
        erase: LoweredWorkflow<EraseRequest, EraseResult>? = nil, route: IngestRoute? = nil, scope: String? = nil
    ) throws {
        self.processor = processor
        self.runner = runner
        self.process = try process ?? ProcessImage().lowered()
        self.erase = try erase ?? EraseAsset().lowered()
        self.route = route
        self.scope = scope
        recipeMark = try Self.mark(of: processor)
    }

    /// Begins what has to be done about a key.
    ///
    /// - Parameters:
    ///   - attributes: what the application wants to have in the record.
    ///   - run: makes the execution another than that of the same version before, so that what was lost since is made
    ///     again; nil joins that.
    /// - Throws: `StoreError`; `WorkflowError` as of `WorkflowRunner.start(_:)`.
    public func ingest(
        _ key: ObjectKey, attributes: [String: String] = [:], run: String? = nil
    ) async throws -> Ingestion {
        // The record is read first: an erasure that comes between is noticed when the result is published.
        let existing = try await processor.records.record(AssetID(original: key))
        do {
            let original = try await processor.originals.head(key)
            guard !original.isRendition else { return .ignored(.ownOutput) }
            let request = ProcessRequest(
                original: original, generation: AssetRecord.nextGeneration(after: existing?.value),
                attributes: attributes)
            return .processing(try await start(request, run: run))
        } catch let error as StoreError where error.code == .notFound {
            return .erasing(try await start(EraseRequest(key: key, reason: .originalGone), existing))
        }
    }

    /// Begins the erasure that somebody asked for: of the original that is there now, and of what was made of it. What is
    /// uploaded after this call stays.
    ///
    /// - Throws: as ``ingest(_:attributes:run:)``.
    public func erase(_ key: ObjectKey, keepsOriginal: Bool = false) async throws -> ExecutionDescription {
        let existing = try await processor.records.record(AssetID(original: key))
        var request = EraseRequest(key: key, reason: .requested, keepsOriginal: keepsOriginal)
        do {
            request.version = try await processor.originals.head(key)
        } catch let error as StoreError where error.code == .notFound {
            // Only what is left of it is to go, and no original that comes later.
            request = EraseRequest(key: key, reason: .originalGone)
        }
        return try await start(request, existing)
    }

    /// Begins to process one version of an original, or joins the execution that does.
    ///
    /// One that has ended is joined as well, unless it left nothing: it found another version in its place, and the same bytes
    /// came back within the same tick of the store's clock; or it could not even write down why it failed. Then another one
    /// begins.
    ///
    /// - Throws: `WorkflowError`.
    public func start(_ request: ProcessRequest, run: String? = nil) async throws -> ExecutionDescription {
        var parts = [
            request.original.entityTag.rawValue, "\(request.original.modified.millisecondsSince1970)",
            "\(request.generation)",
        ]
        for (name, value) in request.attributes.sorted(by: { $0.key < $1.key }) { parts += [name, value] }
        let name = [
            "\(AssetID(original: request.original.key))", Self.digest(parts, 16), recipeMark, scope, run,
        ].compactMap(\.self).joined(separator: "-")
        var execution = try await runner.start(process, name: name, input: request)
        var number = 1
        while try await isOfThePast(execution, request) {
            number += 1
            execution = try await runner.start(process, name: "\(name).\(number)", input: request)
        }
        return execution
    }

    /// Whether an execution has ended and the record says nothing of what it did: it could not even write down why it
    /// failed; or other versions have been there since, and this one came back with the time that it had.
    private func isOfThePast(_ execution: ExecutionDescription, _ request: ProcessRequest) async throws -> Bool {
        guard let outcome = execution.outcome else { return false }
        if case .aborted = outcome { return false }
        guard !execution.leftNothing else { return true }
        guard let record = try await processor.records.record(AssetID(original: request.original.key))?.value else {
            return true
        }
        guard record.state != .deleted else { return record.generation < request.generation }
        // No execution leaves it so: what it wrote was lost, and somebody has written down anew that there is work.
        guard record.state != .pending, record.state != .processing else { return true }
        return record.original.entityTag != request.original.entityTag
    }

    /// The name follows from what is known of the asset, which the erasure changes: later ones are other executions.
    private func start(
        _ request: EraseRequest, _ existing: Revised<AssetRecord>?
    ) async throws -> ExecutionDescription {
        var parts = [existing?.revision.rawValue ?? "none", request.reason.rawValue, "\(request.keepsOriginal)"]
        if let version = request.version {
            parts += [version.entityTag.rawValue, "\(version.modified.millisecondsSince1970)"]
        }
        let known = Self.digest(parts, 16)
        let name = ["\(AssetID(original: request.key))", "erase", known, scope].compactMap(\.self).joined(
            separator: "-")
        var execution = try await runner.start(erase, name: name, input: request)
        var number = 1
        // Where the original turned out to be there after all, or the tombstone has been swept, nothing tells the next
        // erasure from that one.
        while try await hasErasedNothing(execution, request.key) {
            number += 1
            execution = try await runner.start(erase, name: "\(name).\(number)", input: request)
        }
        // An erasure has to come to its end.
        guard [.failed, .timedOut, .aborted].contains(execution.status) else { return execution }
        do {
            return try await runner.redrive(execution.identity)
        } catch let error as WorkflowError where error.code == .wrongState {
            return try await runner.describe(execution.identity)
        }
    }

    private func hasErasedNothing(_ execution: ExecutionDescription, _ key: ObjectKey) async throws -> Bool {
        guard case .succeeded(let output) = execution.outcome else { return false }
        if (try? output.decoded(as: EraseResult.self))?.outcome == .alive { return true }
        return try await processor.records.record(AssetID(original: key))?.value.state != .deleted
    }

    private static func mark(of processor: ImageProcessor) throws -> String {
        var parts: [String] = []
        for rendition in processor.recipe.renditions {
            parts += [
                rendition.name, try rendition.fingerprint(outputVersion: processor.engine.outputVersion).description,
            ]
        }
        return digest(parts + processor.recipe.analysis.map(\.rawValue).sorted(), 8)
    }

    private static func digest(_ parts: [String], _ length: Int) -> String {
        String(Fingerprint(of: parts.map { Array($0.utf8) }).description.prefix(length))
    }
}

extension ExecutionDescription {
    /// Whether it has ended without a record that says how.
    fileprivate var leftNothing: Bool {
        switch outcome {
        case .succeeded(let output): (try? output.decoded(as: ProcessResult.self))?.outcome == .superseded
        case .failed(let error, _): error != ErrorName.originalRefused && error != ErrorName.originalQuarantined
        case .timedOut: true
        case .aborted, nil: false
        }
    }
}
