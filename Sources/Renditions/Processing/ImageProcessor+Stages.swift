internal import Tracing

/// The stages of ``process(_:attributes:)`` one by one, for workflows that put something between them or carry them out in
/// different processes. What a stage gives is a value that can be written down. Each may be carried out again.
extension ImageProcessor {
    /// Reads the original under a key and looks at its header.
    ///
    /// - Throws: ``RenderError`` when it is refused; ``StoreError`` with codes `not-found`, `precondition-failed` (this
    ///   version was erased) and what the stores throw.
    public func inspect(
        _ key: ObjectKey, onEvent: @escaping @Sendable (ProcessingEvent) -> Void = { _ in }
    ) async throws -> InspectedOriginal {
        try await inspect(key, ProcessingMonitor(self, key, listener: onEvent)) { _, _ in }.inspected
    }

    /// Reads the original under a key and looks at its header, as long as it is one version: what is wrong with another says
    /// nothing of this one.
    ///
    /// - Returns: nil when another version is there.
    /// - Throws: as ``inspect(_:onEvent:)``.
    package func inspect(
        _ key: ObjectKey, ifVersion tag: EntityTag, onEvent: @escaping @Sendable (ProcessingEvent) -> Void = { _ in }
    ) async throws -> InspectedOriginal? {
        struct OtherVersion: Error {}
        do {
            return try await inspect(key, ProcessingMonitor(self, key, listener: onEvent)) { metadata, _ in
                guard metadata.entityTag == tag else { throw OtherVersion() }
            }.inspected
        } catch is OtherVersion {
            return nil
        }
    }

    /// Notes of an asset that nothing is known of yet, or that was erased, that it is being processed. What is known of an
    /// asset stays as it is until there is something newer.
    ///
    /// - Throws: ``StoreError``.
    public func announce(_ inspected: InspectedOriginal, attributes: [String: String] = [:]) async throws {
        let id = AssetID(original: inspected.original.key)
        let existing = try await records.record(id)
        guard existing?.value.state ?? .deleted == .deleted,
            AssetRecord.nextGeneration(after: existing?.value) == inspected.generation
        else { return }
        let now = clock.now
        let record = AssetRecord(
            id: id, state: .processing, original: inspected.original, info: inspected.info,
            generation: inspected.generation, attributes: attributes, created: existing?.value.created ?? now,
            updated: now)
        do {
            _ = try await records.put(record, if: existing.map { .at($0.revision) } ?? .absent)
        } catch let error as StoreError where error.code == .preconditionFailed {
            // Somebody else was faster and knows as much.
        }
    }

    /// Makes and stores every rendition that is not stored yet.
    ///
    /// - Throws: ``RenderError``; ``StoreError`` with codes `not-found` and `precondition-failed` when the original is gone
    ///   or has another version by now, and what the stores throw.
    public func render(
        _ inspected: InspectedOriginal, onEvent: @escaping @Sendable (ProcessingEvent) -> Void = { _ in }
    ) async throws -> RenderedOriginal {
        switch try await renderIfCurrent(inspected, onEvent: onEvent) {
        case .rendered(let rendered): return rendered
        case .gone: throw StoreError(.notFound, "The original has gone since it was inspected.")
        case .superseded:
            throw StoreError(
                .preconditionFailed, "The original was replaced since it was inspected. Inspect it again.")
        }
    }

    /// What came of rendering a version of an original. Errors of the store of renditions are never taken for those of the
    /// originals'.
    package enum RenderAttempt: Sendable {
        case rendered(RenderedOriginal)
        case gone
        case superseded
    }

    /// As ``render(_:onEvent:)``.
    package func renderIfCurrent(
        _ inspected: InspectedOriginal, onEvent: @escaping @Sendable (ProcessingEvent) -> Void = { _ in }
    ) async throws -> RenderAttempt {
        let key = inspected.original.key
        let monitor = ProcessingMonitor(self, key, listener: onEvent)
        let known = try await records.record(AssetID(original: key))?.value
        let contents: OriginalReader.Contents
        do {
            contents = try await OriginalReader(processor: self, key: key, monitor: monitor).read { metadata in
                guard metadata.entityTag == inspected.original.entityTag else { throw OriginalReplaced() }
            }
        } catch is OriginalReplaced {
            return .superseded
        } catch let error as StoreError where error.code == .notFound {
            return .gone
        }
        return .rendered(
            try await RenditionMaker(
                processor: self, monitor: monitor, inspected: inspected, source: contents.source, known: known
            ).make())
    }

    private struct OriginalReplaced: Error {}

    /// Writes the record, under the condition that the original is still the one that was rendered. Where the original is
    /// gone or was erased, everything that was made of it is deleted.
    ///
    /// - Parameter attributes: what the application wants to have in the record beside what is there already.
    /// - Throws: ``StoreError``.
    public func publish(
        _ rendered: RenderedOriginal, attributes: [String: String] = [:],
        onEvent: @escaping @Sendable (ProcessingEvent) -> Void = { _ in }
    ) async throws -> Publication {
        let monitor = ProcessingMonitor(self, rendered.inspected.original.key, listener: onEvent)
        return try await publish(rendered, attributes: attributes, monitor)
    }

    /// Records that the work on a version of an original failed. Says nothing of any other version. Where the original is
    /// gone or was erased, what was made of it is deleted.
    ///
    /// A record that is ready, with all that the recipe asks for, is not quarantined: somebody else has done the work
    /// meanwhile.
    ///
    /// - Parameters:
    ///   - info: what its header says, where that is known.
    ///   - state: ``AssetState/failed``, or ``AssetState/quarantined`` when someone has to look at it.
    /// - Returns: the record as it was written; nil when the original is another by now, or gone, or all is done.
    /// - Throws: ``StoreError``.
    @discardableResult
    public func recordFailure(
        _ failure: AssetFailure, of original: ObjectMetadata, generation: Int, info: ImageInfo? = nil,
        state: AssetState = .failed, attributes: [String: String] = [:]
    ) async throws -> AssetRecord? {
        let publisher = RecordPublisher(processor: self, original: original, generation: generation)
        let outcome = try await publisher.publish { existing, now in
            // What was made of another version of the original does not speak for this one.
            let isSame = existing?.state != .deleted && existing?.original.entityTag == original.entityTag
            if let existing, isSame, state == .quarantined, try await isComplete(existing) { return nil }
            var record = AssetRecord(
                id: AssetID(original: original.key), state: state, original: original, failure: failure,
                generation: generation, attributes: Self.merged(attributes, into: existing),
                created: existing?.created ?? now, updated: now)
            record.info = info ?? (isSame ? existing?.info : nil)
            if isSame, let existing {
                record.renditions = existing.renditions
                record.analysis = existing.analysis
            }
            return record
        }
        let id = AssetID(original: original.key)
        switch outcome {
        case .written(let record): return record
        case .replaced: break
        // What was stored before the failure goes with the original.
        case .deleted: try await eraser.erase(original.key, because: .originalGone, through: generation)
        case .erased(let ended): try await eraser.removeRenditions(of: id, through: ended)
        }
        return nil
    }

    /// Whether a record says that all is done, and the store has all that it names.
    private func isComplete(_ record: AssetRecord) async throws -> Bool {
        guard record.state == .ready else { return false }
        do {
            return try await !StalenessCheck(self).staleness(of: record).isStale
        } catch is RenderError {
            // An overlay can't be read, which may be what has failed.
            return false
        } catch let error as StoreError where !error.isRetryable {
            // A stored rendition can't be read, which may be what has failed.
            return false
        }
    }

    /// - Parameter found: is told version and generation as soon as they are known, and may refuse them.
    func inspect(
        _ key: ObjectKey, _ monitor: ProcessingMonitor, found: (ObjectMetadata, Int) throws -> Void
    ) async throws -> (inspected: InspectedOriginal, source: ImageSource, known: AssetRecord?) {
        // The record is read before the original: an erasure that comes between is noticed when the result is published.
        let known = try await records.record(AssetID(original: key))?.value
        let generation = AssetRecord.nextGeneration(after: known)
        let contents = try await OriginalReader(processor: self, key: key, monitor: monitor).read { metadata in
            guard known?.refuses(metadata) != true else { throw Self.erased }
            try found(metadata, generation)
        }
        let info = try await traced(.probe, of: AssetID(original: key)) { span in
            let info = try await engine.probe(contents.source)
            span.attributes["renditions.format"] = info.format.rawValue
            return info
        }
        monitor.emit(.probed(info))
        let inspected = InspectedOriginal(original: contents.metadata, info: info, generation: generation)
        return (inspected, contents.source, known)
    }

    func publish(
        _ rendered: RenderedOriginal, attributes: [String: String], _ monitor: ProcessingMonitor
    ) async throws -> Publication {
        let (original, generation) = (rendered.inspected.original, rendered.inspected.generation)
        let id = AssetID(original: original.key)
        let publisher = RecordPublisher(processor: self, original: original, generation: generation)
        let outcome = try await publisher.publish { existing, now in
            AssetRecord(
                id: id, state: .ready, original: original, info: rendered.inspected.info,
                renditions: Dictionary(rendered.renditions.map { ($0.name, $0) }) { $1 },
                analysis: rendered.analysis, generation: generation,
                attributes: Self.merged(attributes, into: existing), created: existing?.created ?? now, updated: now)
        }
        switch outcome {
        case .written(let record):
            monitor.emit(.recorded(record))
            return .published(record)
        case .replaced:
            // What was stored stays for a sweep to find: the same bytes may come back, and another run may count on it.
            return .superseded
        case .deleted:
            // A rendition of a deleted original must not survive it.
            monitor.log.originalIsGone()
            try await eraser.erase(original.key, because: .originalGone, through: generation)
            return .gone
        case .erased(let ended):
            monitor.log.originalIsGone()
            try await eraser.removeRenditions(of: id, through: ended)
            return .erased
        }
    }

    /// What removes assets from the stores of this processor.
    public var eraser: AssetEraser {
        AssetEraser(originals: originals, renditions: renditions, records: records, clock: clock, logger: logger)
    }

    static var erased: StoreError {
        StoreError(.preconditionFailed, "The asset was erased. Upload the original again to bring it back.")
    }

    /// A tombstone's attributes are gone with what they spoke of.
    private static func merged(_ attributes: [String: String], into existing: AssetRecord?) -> [String: String] {
        (existing?.state == .deleted ? [:] : existing?.attributes ?? [:]).merging(attributes) { $1 }
    }
}
