public import Renditions
public import RenditionsWorkflow

/// Makes the renditions of one original anew, where they are not as the recipe and the engine would make them.
public struct RerenderOriginal: StoreTask {
    public static let name: TaskName = "rerender-original"
    public static let storeUses: StoreUses = [
        .originals: [.read], .renditions: [.read, .write, .delete, .list], .records: [.read, .write],
    ]

    let processor: ImageProcessor

    public func run(
        _ item: ObjectItem<RerenderRequest>, in context: TaskContext
    ) async throws -> RerenderedOriginal {
        guard let key = Self.key(item), let record = try await record(of: key) else {
            return RerenderedOriginal(outcome: .unknown)
        }
        let check = try await StalenessCheck(processor, looksInStore: !item.input.trustsRecords)
        guard try await check.staleness(of: record).isStale else { return RerenderedOriginal(outcome: .fresh) }
        let original: ObjectMetadata
        do {
            original = try await processor.originals.head(key)
        } catch let error as StoreError where error.code == .notFound {
            // Nothing is erased for it: that it goes is told by an event.
            return RerenderedOriginal(outcome: .gone)
        }
        let request = ProcessRequest(
            original: original, generation: AssetRecord.nextGeneration(after: record), attributes: [:])
        context.heartbeat()
        switch try await processor.processAgain(request) {
        case .ready: return RerenderedOriginal(outcome: .renewed)
        case .gone: return RerenderedOriginal(outcome: .gone)
        case .superseded, .erased, .refused, .quarantined: return RerenderedOriginal(outcome: .changed)
        }
    }

    /// Nil for what is no original's key.
    private static func key(_ item: ObjectItem<RerenderRequest>) -> ObjectKey? {
        guard item.object.key.hasPrefix(item.input.storePrefix) else { return nil }
        return try? ObjectKey(String(item.object.key.dropFirst(item.input.storePrefix.count)))
    }

    /// Of an original that is ready: the others have somebody who works on them, or failed for a reason that their records tell.
    private func record(of key: ObjectKey) async throws -> AssetRecord? {
        let record = try await processor.records.record(AssetID(original: key))?.value
        return record?.state == .ready ? record : nil
    }
}
