internal import Tracing

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Writes the record of one version of an original as long as that is the current one.
struct RecordPublisher: Sendable {
    let processor: ImageProcessor
    let original: ObjectMetadata
    /// The generation to which the work belongs.
    let generation: Int

    private var id: AssetID { AssetID(original: original.key) }

    /// What came of it.
    enum Outcome {
        case written(AssetRecord)
        /// The original has another version by now, or was uploaded anew after it was erased; or what is recorded shall stay.
        case replaced
        /// The original is gone.
        case deleted
        /// The record says that this version of the original was erased, and up to which generation.
        case erased(through: Int)
    }

    /// Writes under the condition that the record has not changed since it was read; again and again until it holds.
    ///
    /// The record is read before the original is looked at. Who publishes a later version does so after that look, and
    /// so changes the record between reading and writing: the record of an older version never replaces a newer one. Who
    /// finds the original gone writes a tombstone, so that no record of it is written after that look either.
    ///
    /// - Parameter make: gives the record; nil where what is there shall stay.
    func publish(_ make: (AssetRecord?, _ now: Date) async throws -> AssetRecord?) async throws -> Outcome {
        try await processor.traced(.record, of: id) { span in
            let outcome = try await attempt(make)
            if case .written(let record) = outcome { span.attributes["renditions.state"] = record.state.rawValue }
            return outcome
        }
    }

    private func attempt(
        _ make: (AssetRecord?, _ now: Date) async throws -> AssetRecord?
    ) async throws -> Outcome {
        while true {
            try Task.checkCancellation()
            let existing = try await processor.records.record(id)
            if let known = existing?.value {
                if known.state == .deleted, generation <= known.generation || known.refuses(original) {
                    return .erased(through: known.generation)
                }
                guard known.generation <= generation else { return .replaced }
            }
            guard let current = try await currentTag() else { return .deleted }
            guard current == original.entityTag else { return .replaced }
            guard var record = try await make(existing?.value, processor.clock.now)?.roundedToMilliseconds else {
                return .replaced
            }
            if let existing = existing?.value {
                // A run that finds everything done changes nothing.
                let now = record.updated
                record.updated = existing.updated
                guard record != existing else { return .written(existing) }
                record.updated = now
            }
            do {
                _ = try await processor.records.put(record, if: existing.map { .at($0.revision) } ?? .absent)
                return .written(record)
            } catch let error as StoreError where error.code == .preconditionFailed {
                continue
            }
        }
    }

    private func currentTag() async throws -> EntityTag? {
        do {
            return try await processor.originals.head(original.key).entityTag
        } catch let error as StoreError where error.code == .notFound {
            return nil
        }
    }
}
