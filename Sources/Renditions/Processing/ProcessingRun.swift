#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import Logging
internal import NIOCore

/// One run of an ``ImageProcessor`` over one original.
struct ProcessingRun: Sendable {
    let processor: ImageProcessor
    let key: ObjectKey
    let attributes: [String: String]
    let emit: @Sendable (ProcessingEvent) -> Void

    /// How often a run starts again because the original was replaced meanwhile.
    private static let maximumRestarts = 5

    private var id: AssetID { AssetID(original: key) }

    func carryOut() async throws -> AssetRecord {
        var original: ObjectMetadata?
        do {
            for _ in 0...Self.maximumRestarts {
                if let record = try await attempt(&original) { return record }
                processor.logger.debug("original was replaced while it was processed", metadata: ["asset": "\(id)"])
            }
            throw StoreError(.unavailable, "The original is replaced faster than it can be processed. Try again later.")
        } catch let error as CancellationError {
            throw error
        } catch {
            if let original { try? await recordFailure(error, of: original) }
            throw error
        }
    }

    /// - Returns: nil when the original was replaced meanwhile.
    private func attempt(_ original: inout ObjectMetadata?) async throws -> AssetRecord? {
        let (metadata, bytes) = try await fetch()
        original = metadata
        let source = ImageSource(bytes, overlays: try await fetchOverlays())
        let info = try await processor.engine.probe(source)
        emit(.probed(info))
        // The whole plan is made first, so that a recipe that can't be carried out is refused before anything is.
        _ = try processor.plan(for: info)

        let known = try await processor.records.record(id)?.value
        let previous = known?.original.entityTag == metadata.entityTag ? known : nil
        let rendered = try await render(source, info, of: metadata, previous: previous)

        guard let current = try await currentTag() else {
            // A rendition of a deleted original must not survive it.
            for record in rendered.renditions where !record.wasThere {
                try await processor.renditions.delete(record.record.key)
            }
            throw StoreError(.notFound, "The original was deleted while it was processed.")
        }
        guard current == metadata.entityTag else { return nil }
        let record = try await publish { existing, now in
            AssetRecord(
                id: id, state: .ready, original: metadata, info: info,
                renditions: Dictionary(rendered.renditions.map { ($0.record.name, $0.record) }) { $1 },
                analysis: rendered.analysis, attributes: (existing?.attributes ?? [:]).merging(attributes) { $1 },
                created: existing?.created ?? now, updated: now)
        }
        emit(.recorded(record))
        return record
    }

    private func currentTag() async throws -> EntityTag? {
        do {
            return try await processor.originals.head(key).entityTag
        } catch let error as StoreError where error.code == .notFound {
            return nil
        }
    }

    // MARK: - Fetching

    private func fetch() async throws -> (ObjectMetadata, ByteBuffer) {
        let stored = try await processor.originals.get(key)
        let limit = processor.engine.limits.inputBytes
        do {
            let bytes = try await stored.body.collect(upTo: limit)
            emit(.fetched(stored.metadata))
            return (stored.metadata, bytes)
        } catch let error as StoreError where error.code == .tooLarge {
            throw RenderError(
                .tooManyBytes, "The file has more than \(limit) bytes. Send a smaller one, or raise the limit of bytes.")
        }
    }

    private func fetchOverlays() async throws -> [ObjectKey: ByteBuffer] {
        var overlays: [ObjectKey: ByteBuffer] = [:]
        guard let store = processor.overlays else { return overlays }
        for key in processor.recipe.overlays {
            do {
                overlays[key] = try await store.get(key).body.collect(upTo: processor.engine.limits.inputBytes)
            } catch let error as StoreError where error.code == .notFound {
                throw RenderError(.missingOverlay, "The overlay \(key) is not in the store of overlays.", cause: error)
            }
        }
        return overlays
    }

    // MARK: - Rendering

    private struct Rendered {
        /// What is stored of each rendition, in the recipe's order, and whether it was there before.
        var renditions: [(record: RenditionRecord, wasThere: Bool)]
        var analysis: ImageAnalysis?
    }

    private func render(
        _ source: ImageSource, _ info: ImageInfo, of original: ObjectMetadata, previous: AssetRecord?
    ) async throws -> Rendered {
        let digests = source.overlays.mapValues { Fingerprint(of: [Array($0.readableBytesView)]) }
        var result = Rendered(renditions: [], analysis: reusableAnalysis(of: previous))
        var targets: [String: RenditionTarget] = [:]
        var missing: [Rendition] = []
        for rendition in processor.recipe.renditions {
            let target = try RenditionTarget(
                rendition, of: id, original: original.entityTag, outputVersion: processor.engine.outputVersion,
                overlays: digests)
            targets[rendition.name] = target
            if let record = try await target.existing(in: processor.renditions) {
                result.renditions.append((record, true))
                emit(.skipped(record))
            } else {
                missing.append(rendition)
            }
        }
        if result.analysis == nil, let analysis = Rendition.analysis(processor.recipe.analysis) {
            missing.append(analysis)
        }
        guard !missing.isEmpty else { return result }

        let plan = try RenderPlan(missing, for: info, on: processor.engine)
        emit(.planned(plan))
        for image in try await processor.engine.render(plan, from: source) {
            try Task.checkCancellation()
            if image.name == Rendition.analysisName {
                let raster = Raster(size: image.size, pixels: Array(image.bytes.readableBytesView))
                let analysis = ImageAnalyzer.analyze(raster, features: processor.recipe.analysis)
                result.analysis = analysis
                emit(.analyzed(analysis))
            } else if let target = targets[image.name] {
                let record = try await target.store(image, in: processor.renditions)
                result.renditions.append((record, false))
                emit(.stored(record))
            }
        }
        return result
    }

    /// The analysis of the same bytes, when it has everything that the recipe asks for now.
    private func reusableAnalysis(of previous: AssetRecord?) -> ImageAnalysis? {
        guard let analysis = previous?.analysis, analysis.covers(processor.recipe.analysis) else { return nil }
        return analysis
    }

    // MARK: - Recording

    private func recordFailure(_ error: any Error, of original: ObjectMetadata) async throws {
        _ = try await publish { existing, now in
            var record = existing ?? AssetRecord(id: id, original: original, created: now, updated: now)
            record.state = .failed
            record.original = original
            record.failure = AssetFailure(error)
            record.attributes.merge(attributes) { $1 }
            record.updated = now
            return record
        }
    }

    /// Writes the record under the condition that it has not changed since it was read, again and again until it holds.
    private func publish(
        _ make: (AssetRecord?, _ now: Date) -> AssetRecord
    ) async throws -> AssetRecord {
        while true {
            try Task.checkCancellation()
            let existing = try await processor.records.record(id)
            let record = make(existing?.value, processor.clock.now).roundedToMilliseconds
            if let existing, existing.value.state == .deleted,
                existing.value.original.entityTag == record.original.entityTag
            {
                throw StoreError(
                    .preconditionFailed, "The asset was erased. Upload the original again to bring it back.")
            }
            do {
                _ = try await processor.records.put(record, if: existing.map { .at($0.revision) } ?? .absent)
                return record
            } catch let error as StoreError where error.code == .preconditionFailed {
                continue
            }
        }
    }
}
