internal import Renditions
internal import RenditionsFileSystem
internal import RenditionsTasks
internal import RenditionsWorkflow
internal import Synchronization

/// Follows the processing of one original to its end.
struct ProcessedOriginal: Sendable {
    let service: ImageService
    let key: ObjectKey
    let run: ToolRun

    /// How often one begins again because the original was replaced meanwhile.
    private static let maximumRestarts = 5

    /// - Parameters:
    ///   - item: to be completed.
    ///   - listener: is told of events as they happen.
    /// - Returns: the item with what was made, or with what failed.
    /// - Throws: `CancellationError`.
    func finish(_ item: BatchItem, listener: @escaping EventBoard.Listener) async throws -> BatchItem {
        let found = Mutex(item)
        do {
            for _ in 0...Self.maximumRestarts {
                let record = try await service.events.listening(
                    to: key,
                    { event in
                        listener(event)
                        found.withLock { $0.add(event) }
                    }, { try await attempt() })
                guard let record else { continue }
                return found.withLock { item in
                    item.complete(with: record)
                    return item
                }
            }
            throw StoreError(.unavailable, "The original is replaced faster than it can be processed. Try again later.")
        } catch let error as CancellationError {
            throw error
        } catch {
            var item = found.withLock { $0 }
            item.failure = (error as? Failed)?.failure ?? AssetFailure(error)
            return item
        }
    }

    private struct Failed: Error { var failure: AssetFailure }

    /// - Returns: nil when the original was replaced meanwhile.
    private func attempt() async throws -> AssetRecord? {
        let execution = try await service.begin(key, run: run)
        switch try await service.runner.outcome(of: execution) {
        case .succeeded(let output):
            switch try output.decoded(as: ProcessResult.self).outcome {
            case .superseded: return nil
            case .gone: throw StoreError(.notFound, "The original was deleted while it was processed.")
            case .ready:
                guard let record = try await record() else { return nil }
                return record
            case .erased, .refused, .quarantined:
                throw StoreError(
                    .preconditionFailed,
                    "The asset was erased. Replace the original by another version to bring it back.")
            }
        case .failed(ErrorName.originalRefused?, _), .failed(ErrorName.originalQuarantined?, _):
            guard let failure = try await record()?.failure else { return nil }
            throw Failed(failure: failure)
        case .failed(let error, let cause):
            throw Failed(
                failure: AssetFailure(
                    Failure<ProcessRequest>.Reason(name: error ?? ErrorName.taskFailed, cause: cause ?? "")))
        case .timedOut: throw StoreError(.timedOut, "The execution \(execution.name) took longer than it may.")
        case .aborted: throw StoreError(.unavailable, "The execution \(execution.name) was cancelled. Run again.")
        }
    }

    private func record() async throws -> AssetRecord? {
        try await service.processor.records.record(AssetID(original: key))?.value
    }
}

extension BatchItem {
    /// Steps that are carried out again tell of the same things again.
    fileprivate mutating func add(_ event: ProcessingEvent) {
        switch event {
        case .fetched(let metadata): bytesIn = metadata.size
        case .skipped(let rendition):
            if !(made + skipped).contains(where: { $0.key == rendition.key }) { skipped.append(rendition) }
        case .stored(let rendition):
            if !made.contains(where: { $0.key == rendition.key }) { made.append(rendition) }
        case .recorded(let record): self.record = record
        case .probed, .planned, .analyzed: break
        }
    }

    /// Where another process did the work, nothing was told of it here.
    fileprivate mutating func complete(with record: AssetRecord) {
        self.record = record
        bytesIn = bytesIn ?? record.original.size
        guard made.isEmpty, skipped.isEmpty else { return }
        skipped = record.renditions.values.sorted { $0.name < $1.name }
    }
}
