public import Renditions
public import RenditionsWorkflow

/// Looks at one original of a backfill: makes its renditions anew where they are not as the recipe and the engine would make
/// them, and says what to process where the workflow of uploads has not done so.
public struct RerenderOriginal: StoreTask {
    public static let name: TaskName = "rerender-original"
    public static let storeUses: StoreUses = [
        .originals: [.read], .renditions: [.read, .write, .delete, .list], .records: [.read, .write],
    ]

    let processor: ImageProcessor

    public func run(
        _ item: ObjectItem<RerenderRequest>, in context: TaskContext
    ) async throws -> RerenderedOriginal {
        guard let key = Self.key(item) else { return RerenderedOriginal(outcome: .unknown) }
        let record = try await processor.records.record(AssetID(original: key))?.value
        let look = OriginalLook(key: key, record: record)
        if look.isSuspect(listed: item.object.entityTag) {
            if let found = try await look.find(in: processor.originals) { return found }
        }
        guard let record, record.state == .ready else { return RerenderedOriginal(outcome: look.idle) }
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
}
