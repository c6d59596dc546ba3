public import Renditions
public import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Backfill: finds assets that are no longer as the recipe and the engine would make them, and processes them again.
///
/// Assets whose original is not there are left as they are: see ``Ingestor`` for those that went. Nothing is taken up of which
/// there is no record that is ready; the workflow ``RerenderOriginals`` does so.
///
/// What was done is not stale any more, so that a backfill which was broken off goes on where it was when it is begun again.
public struct Rerender: Sendable {
    private let ingestor: Ingestor
    private let filter: RecordFilter
    private let looksInStore: Bool

    private var processor: ImageProcessor { ingestor.processor }

    /// - Parameters:
    ///   - filter: which assets to look at, beside that they are ready.
    ///   - looksInStore: see `StalenessCheck`.
    public init(_ ingestor: Ingestor, filter: RecordFilter = RecordFilter(), looksInStore: Bool = true) {
        self.ingestor = ingestor
        var filter = filter
        filter.states = [.ready]
        self.filter = filter
        self.looksInStore = looksInStore
    }

    /// Lists what is stale. Changes nothing.
    ///
    /// - Throws: `StoreError`; `RenderError` when an overlay can't be read.
    public func plan() async throws -> RerenderPlan {
        var plan = RerenderPlan()
        let check = try await StalenessCheck(processor, looksInStore: looksInStore)
        var (seconds, known) = (0.0, 0)
        for try await record in processor.records.records(where: filter) {
            plan.checked += 1
            for rendition in record.value.renditions.values where rendition.seconds > 0 {
                seconds += rendition.seconds
                known += 1
            }
            if let item = try await Self.item(record.value, check) { plan.items.append(item) }
        }
        if known > 0 { plan.secondsPerRendition = seconds / Double(known) }
        return plan
    }

    /// Processes what is stale.
    ///
    /// - Parameters:
    ///   - concurrency: assets that are worked on at once, at least 1.
    ///   - rate: assets begun in a second at most; nil for no bound.
    ///   - clock: which the rate is kept by.
    ///   - run: tells this backfill from others.
    ///   - progress: is told of each asset as it ends.
    /// - Throws: as ``plan()``; `WorkflowError` where executions can't be begun; `CancellationError`.
    public func apply(
        concurrency: Int = 8, rate: Double? = nil, clock: WorkflowClock = .system, run: String,
        progress: @Sendable (RerenderProgress) async -> Void = { _ in }
    ) async throws -> RerenderResult {
        var result = RerenderResult()
        let check = try await StalenessCheck(processor, looksInStore: looksInStore)
        try await withThrowingTaskGroup(of: RerenderProgress.self) { group in
            func finish(_ done: RerenderProgress) async {
                switch done.outcome {
                case .done(.ready): result.renewed += 1
                case .done: result.passed += 1
                case .failed: result.failed += 1
                }
                await progress(done)
            }
            var underWay = 0
            var next = clock.now
            for try await record in processor.records.records(where: filter) {
                guard let item = try await Self.item(record.value, check) else {
                    result.left += 1
                    continue
                }
                if let rate {
                    try await clock.sleep(until: next)
                    next = max(next, clock.now).addingTimeInterval(1 / rate)
                }
                if underWay >= max(1, concurrency), let done = try await group.next() {
                    underWay -= 1
                    await finish(done)
                }
                group.addTask { try await process(item, run) }
                underWay += 1
            }
            for try await done in group { await finish(done) }
        }
        return result
    }

    private func process(_ item: RerenderItem, _ run: String) async throws -> RerenderProgress {
        let existing = try await processor.records.record(item.asset)?.value
        let original: ObjectMetadata
        do {
            original = try await processor.originals.head(item.key)
        } catch let error as StoreError where error.code == .notFound {
            // Nothing is erased for it: the originals may be others than those that the records are of.
            return RerenderProgress(item: item, outcome: .done(.gone))
        }
        let request = ProcessRequest(original: original, generation: AssetRecord.nextGeneration(after: existing))
        let execution = try await ingestor.start(request, run: run)
        switch try await ingestor.runner.outcome(of: execution.identity) {
        case .succeeded(let output):
            return RerenderProgress(
                item: item, outcome: .done(try output.decoded(as: ProcessResult.self).outcome))
        case .failed(let error, _): return RerenderProgress(item: item, outcome: .failed(error ?? "unknown"))
        case .timedOut: return RerenderProgress(item: item, outcome: .failed(ErrorName.timeout))
        case .aborted: return RerenderProgress(item: item, outcome: .failed("aborted"))
        }
    }

    private static func item(_ record: AssetRecord, _ check: StalenessCheck) async throws -> RerenderItem? {
        let staleness = try await check.staleness(of: record)
        guard staleness.isStale else { return nil }
        let known = staleness.renditions.keys.compactMap { record.renditions[$0]?.seconds }.filter { $0 > 0 }
        return RerenderItem(
            asset: record.id, key: record.original.key, staleness: staleness, bytes: record.original.size,
            seconds: known.isEmpty ? nil : known.reduce(0, +))
    }
}
