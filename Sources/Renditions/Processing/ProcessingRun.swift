/// One run of an ``ImageProcessor`` over one original, from its bytes to its record.
struct ProcessingRun: Sendable {
    let processor: ImageProcessor
    let key: ObjectKey
    let attributes: [String: String]
    private let monitor: ProcessingMonitor

    init(
        processor: ImageProcessor, key: ObjectKey, attributes: [String: String],
        emit listener: @escaping @Sendable (ProcessingEvent) -> Void
    ) {
        self.processor = processor
        self.key = key
        self.attributes = attributes
        monitor = ProcessingMonitor(processor, key, listener: listener)
    }

    /// How often a run starts again because the original was replaced meanwhile.
    private static let maximumRestarts = 5

    private var log: ProcessingLog { monitor.log }

    func carryOut() async throws -> AssetRecord {
        try await processor.tracedRun(of: AssetID(original: key)) { try await work() }
    }

    private func work() async throws -> AssetRecord {
        log.began()
        var findings = Findings()
        do {
            for _ in 0...Self.maximumRestarts {
                if let record = try await attempt(&findings) { return record }
                log.replaced()
            }
            throw StoreError(.unavailable, "The original is replaced faster than it can be processed. Try again later.")
        } catch let error as CancellationError {
            log.cancelled()
            throw error
        } catch {
            log.failed(error)
            throw await recorded(error, findings)
        }
    }

    /// What is known of the original so far, for the record of a failure.
    private struct Findings {
        var original: ObjectMetadata?
        var generation = 0
        var info: ImageInfo?
    }

    /// - Returns: nil when the original was replaced meanwhile.
    private func attempt(_ findings: inout Findings) async throws -> AssetRecord? {
        findings = Findings()
        let (inspected, source, known) = try await processor.inspect(key, monitor) { original, generation in
            findings.original = original
            findings.generation = generation
        }
        findings.info = inspected.info
        let rendered = try await RenditionMaker(
            processor: processor, monitor: monitor, inspected: inspected, source: source, known: known
        ).make()
        switch try await processor.publish(rendered, attributes: attributes, monitor) {
        case .published(let record): return record
        // An erased original may have been uploaded again; whether it is refused is seen when it is inspected again.
        case .superseded, .erased: return nil
        case .gone: throw StoreError(.notFound, "The original was deleted while it was processed.")
        }
    }

    /// The error to throw, after an attempt to record it: the same one, which says so where that was in vain.
    private func recorded(_ error: any Error, _ findings: Findings) async -> any Error {
        do {
            guard let original = findings.original else { return error }
            let record = try await processor.recordFailure(
                AssetFailure(error), of: original, generation: findings.generation, info: findings.info,
                attributes: attributes)
            if record == nil { log.failureIsOfThePast() }
            return error
        } catch let loss {
            log.failureIsLost(loss)
            let code = loss is CancellationError ? "cancelled" : AssetFailure(loss).code
            let note = " This failure could not be recorded (\(code))."
            switch error {
            case var error as RenderError:
                error.message += note
                return error
            case var error as StoreError:
                error.message += note
                return error
            default: return error
            }
        }
    }
}
