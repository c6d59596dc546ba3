internal import NIOCore

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// One run of an ``ImageProcessor`` over one original.
struct ProcessingRun: Sendable {
    let processor: ImageProcessor
    let key: ObjectKey
    let attributes: [String: String]
    private let log: ProcessingLog
    private let listener: @Sendable (ProcessingEvent) -> Void

    init(
        processor: ImageProcessor, key: ObjectKey, attributes: [String: String],
        emit listener: @escaping @Sendable (ProcessingEvent) -> Void
    ) {
        self.processor = processor
        self.key = key
        self.attributes = attributes
        self.listener = listener
        log = ProcessingLog(processor.logger, asset: AssetID(original: key), key: key)
    }

    /// How often a run starts again because the original was replaced meanwhile.
    private static let maximumRestarts = 5

    private var id: AssetID { AssetID(original: key) }

    private func emit(_ event: ProcessingEvent) {
        log.happened(event)
        listener(event)
    }

    func carryOut() async throws -> AssetRecord {
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

    /// The error to throw, after an attempt to record it: the same one, which says so where that was in vain.
    private func recorded(_ error: any Error, _ findings: Findings) async -> any Error {
        do {
            try await recordFailure(error, findings)
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

    /// What is known of the original so far, for the record of a failure.
    private struct Findings {
        var original: ObjectMetadata?
        var info: ImageInfo?
    }

    /// - Returns: nil when the original was replaced meanwhile.
    private func attempt(_ findings: inout Findings) async throws -> AssetRecord? {
        let stored = try await processor.originals.get(key)
        let metadata = stored.metadata
        findings = Findings(original: metadata)
        let source = ImageSource(try await bytes(of: stored), overlays: try await fetchOverlays())
        let info = try await processor.engine.probe(source)
        findings.info = info
        emit(.probed(info))
        // The whole plan is made first, so that a recipe that can't be carried out is refused before anything is.
        let plan = try processor.plan(for: info)

        let known = try await processor.records.record(id)?.value
        guard known?.isTombstone(of: metadata) != true else { throw Self.erased }
        let previous = known?.original.entityTag == metadata.entityTag ? known : nil
        let rendered = try await render(plan, source, info, of: metadata, previous: previous)

        let outcome = try await publish(of: metadata) { existing, now in
            AssetRecord(
                id: id, state: .ready, original: metadata, info: info,
                renditions: Dictionary(rendered.renditions.map { ($0.record.name, $0.record) }) { $1 },
                analysis: rendered.analysis, attributes: (existing?.attributes ?? [:]).merging(attributes) { $1 },
                created: existing?.created ?? now, updated: now)
        }
        switch outcome {
        case .written(let record):
            emit(.recorded(record))
            return record
        case .replaced:
            // What was stored stays for a sweep to find: the same bytes may have come back, and another run may count on
            // it by now.
            return nil
        case .deleted:
            try await remove(rendered)
            throw StoreError(.notFound, "The original was deleted while it was processed.")
        case .erased:
            try await remove(rendered)
            throw Self.erased
        }
    }

    /// A rendition of a deleted original must not survive it. What was there before is left to who deleted the
    /// original, because a record may name it.
    private func remove(_ rendered: Rendered) async throws {
        for rendition in rendered.renditions where !rendition.wasThere {
            try await processor.renditions.delete(rendition.record.key)
            log.removed(rendition.record)
        }
    }

    private static var erased: StoreError {
        StoreError(.preconditionFailed, "The asset was erased. Upload the original again to bring it back.")
    }

    private func currentTag() async throws -> EntityTag? {
        do {
            return try await processor.originals.head(key).entityTag
        } catch let error as StoreError where error.code == .notFound {
            return nil
        }
    }

    // MARK: - Fetching

    private func bytes(of stored: StoredObject) async throws -> ByteBuffer {
        let limit = processor.engine.limits.inputBytes
        let bytes: ByteBuffer
        do {
            bytes = try await stored.body.collect(upTo: limit)
        } catch let error as StoreError where error.code == .tooLarge {
            throw RenderError(
                .tooManyBytes, "The file has more than \(limit) bytes. Send a smaller one, or raise the limit of bytes."
            )
        }
        // A body that ends early would pass for a truncated image, which is for good; this is not.
        guard bytes.readableBytes == stored.metadata.size else {
            throw StoreError(
                .unavailable, "Of \(stored.metadata.size) bytes of the original \(bytes.readableBytes) came. Try again."
            )
        }
        emit(.fetched(stored.metadata))
        return bytes
    }

    private func fetchOverlays() async throws -> [ObjectKey: ByteBuffer] {
        var overlays: [ObjectKey: ByteBuffer] = [:]
        guard let store = processor.overlays else { return overlays }
        for key in processor.recipe.overlays {
            do {
                overlays[key] = try await store.get(key).body.collect(upTo: processor.engine.limits.inputBytes)
            } catch let error as StoreError where error.code == .notFound {
                throw RenderError(.missingOverlay, "The overlay \(key) is not in the store of overlays.", cause: error)
            } catch let error as StoreError where error.code == .tooLarge {
                throw RenderError.ofOverlay(key, error)
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

    /// - Parameter plan: of everything that the recipe asks for.
    private func render(
        _ plan: RenderPlan, _ source: ImageSource, _ info: ImageInfo, of original: ObjectMetadata,
        previous: AssetRecord?
    ) async throws -> Rendered {
        var found: [String: (record: RenditionRecord, wasThere: Bool)] = [:]
        let digests = source.overlays.mapValues { Fingerprint(of: [Array($0.readableBytesView)]) }
        let looking = Rendition.analysis(processor.recipe.analysis)
        let lookingPrint = try looking?.fingerprint(outputVersion: processor.engine.outputVersion)
        var analysis = reusableAnalysis(of: previous, madeAs: lookingPrint)
        var targets: [String: RenditionTarget] = [:]
        var missing: Set<String> = []
        for rendition in processor.recipe.renditions {
            let target = try RenditionTarget(
                rendition, of: id, original: original.entityTag, outputVersion: processor.engine.outputVersion,
                overlays: digests)
            targets[rendition.name] = target
            if let record = try await target.existing(in: processor.renditions, previous: previous) {
                found[rendition.name] = (record, true)
                emit(.skipped(record))
            } else {
                missing.insert(rendition.name)
            }
        }
        if analysis == nil, let looking { missing.insert(looking.name) }
        if !missing.isEmpty {
            // A part of the whole plan, so that what is made again comes out as it was.
            let part = plan.keeping(missing, of: info)
            emit(.planned(part))
            for image in try await processor.engine.render(part, from: source) {
                try Task.checkCancellation()
                if image.name == Rendition.analysisName {
                    let raster = Raster(size: image.size, pixels: Array(image.bytes.readableBytesView))
                    var seen = ImageAnalyzer.analyze(raster, features: processor.recipe.analysis)
                    seen.fingerprint = lookingPrint
                    seen.isIncomplete = image.isIncomplete
                    analysis = seen
                    emit(.analyzed(seen))
                } else if let target = targets[image.name] {
                    let record = try await target.store(image, in: processor.renditions)
                    found[image.name] = (record, false)
                    emit(.stored(record))
                }
            }
        }
        let renditions = try processor.recipe.renditions.map { rendition in
            guard let stored = found[rendition.name] else {
                throw RenderError(.engineFailed, "The engine gave no image for the rendition \(rendition.name).")
            }
            return stored
        }
        return Rendered(renditions: renditions, analysis: analysis)
    }

    /// The analysis of the same bytes, when it has everything that the recipe asks for now, seen in pixels that would come
    /// out the same.
    private func reusableAnalysis(of previous: AssetRecord?, madeAs fingerprint: Fingerprint?) -> ImageAnalysis? {
        guard let analysis = previous?.analysis, analysis.features.isSuperset(of: processor.recipe.analysis),
            fingerprint == nil || analysis.fingerprint == fingerprint
        else { return nil }
        return analysis
    }

    // MARK: - Recording

    private func recordFailure(_ error: any Error, _ findings: Findings) async throws {
        guard let original = findings.original else { return }
        let outcome = try await publish(of: original) { existing, now in
            // What was made of another version of the original does not speak for this one.
            let isSame = existing?.original.entityTag == original.entityTag
            var record = AssetRecord(
                id: id, state: .failed, original: original, failure: AssetFailure(error),
                attributes: (existing?.attributes ?? [:]).merging(attributes) { $1 }, created: existing?.created ?? now,
                updated: now)
            record.info = findings.info ?? (isSame ? existing?.info : nil)
            if isSame, let existing {
                record.renditions = existing.renditions
                record.analysis = existing.analysis
            }
            return record
        }
        if case .written = outcome { return }
        log.failureIsOfThePast()
    }

    /// What came of an attempt to write a record.
    private enum Outcome {
        case written(AssetRecord)
        /// The original has another version by now.
        case replaced
        /// The original is gone.
        case deleted
        /// The record says that this version of the original was erased.
        case erased
    }

    /// Writes the record of a version of the original, as long as that is the current one, under the condition that the
    /// record has not changed since it was read; again and again until it holds.
    ///
    /// The record is read before the original is looked at. Who publishes a later version does so after that look, and
    /// so changes the record between reading and writing: the record of an older version never replaces a newer one.
    private func publish(
        of original: ObjectMetadata, _ make: (AssetRecord?, _ now: Date) -> AssetRecord
    ) async throws -> Outcome {
        while true {
            try Task.checkCancellation()
            let existing = try await processor.records.record(id)
            guard existing?.value.isTombstone(of: original) != true else { return .erased }
            guard let current = try await currentTag() else { return .deleted }
            guard current == original.entityTag else { return .replaced }
            var record = make(existing?.value, processor.clock.now).roundedToMilliseconds
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
}

extension AssetRecord {
    /// Whether this record says that an original was erased. The same bytes uploaded again later are not that original.
    fileprivate func isTombstone(of original: ObjectMetadata) -> Bool {
        state == .deleted && self.original.entityTag == original.entityTag
            && original.modified.roundedToMilliseconds <= self.original.modified.roundedToMilliseconds
    }
}
