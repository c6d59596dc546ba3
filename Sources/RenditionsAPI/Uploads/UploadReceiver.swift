internal import Renditions
internal import RenditionsTasks

/// Takes files in: stores them, finds out whether they were there already, and has them processed.
struct UploadReceiver: Sendable {
    let api: ImageAPI

    /// How often one looks again because an image is erased at the same time.
    private static let attempts = 8

    private var originals: any ObjectStore { api.processor.originals }
    private var backlog: Backlog { api.state.backlog }

    /// Once this returns, the file is stored and its workflow is begun.
    ///
    /// - Throws: as ``store(_:)`` and ``accept(_:)``.
    func receive(_ upload: Upload) async throws -> AcceptedImage {
        try await admitting { try await begin(store(upload)) }
    }

    /// Stores a file of which nobody hears yet. ``accept(_:)`` or ``discard(_:)`` is owed for it.
    ///
    /// - Throws: ``Problem``, `StoreError`. Nothing of the file is kept then, but for what a store that stops answering may
    ///   keep.
    func store(_ upload: Upload) async throws -> StoredUpload {
        let file = IncomingFile(upload.body, expecting: upload.expectation)
        let format = try await file.format(allowed: api.configuration.allowedFormats)
        var stored: ObjectMetadata?
        do {
            stored = try await originals.put(
                file.body, at: upload.key, options: PutOptions(mode: .create, contentType: format.mediaType))
        } catch let error as StoreError where error.code == .preconditionFailed && upload.key == upload.repeatKey {
            try await file.drain()
        }
        guard let digest = file.digest else {
            throw Problem(.internalError, "The store did not read the whole file.")
        }
        return StoredUpload(
            key: upload.key, metadata: stored, digest: digest, filename: upload.filename, repeatKey: upload.repeatKey)
    }

    /// Finds out whether the file was there already, and has it processed.
    ///
    /// - Throws: ``Problem``, `StoreError`, `WorkflowError`.
    func accept(_ upload: StoredUpload) async throws -> AcceptedImage {
        try await admitting { try await begin(upload) }
    }

    /// Removes a file that nobody is to hear of, and that nobody else can have stored.
    func discard(_ upload: StoredUpload) async {
        // Whoever sent it may have gone, and have cancelled all that is done for them.
        await Task { [originals] in try? await originals.delete(upload.key) }.value
    }

    /// - Throws: ``Problem`` with code `unavailable` when as much is waiting as may be.
    func checkRoom() async throws {
        try await backlog.admit(api.ingestor.runner, maximum: api.configuration.maximumBacklog)
        backlog.leave(hasBegun: false)
    }

    /// Counts one that may begin.
    private func admitting(_ work: () async throws -> AcceptedImage) async throws -> AcceptedImage {
        try await backlog.admit(api.ingestor.runner, maximum: api.configuration.maximumBacklog)
        var hasBegun = false
        defer { backlog.leave(hasBegun: hasBegun) }
        let accepted = try await work()
        hasBegun = accepted.execution != nil
        return accepted
    }

    private func begin(_ upload: StoredUpload) async throws -> AcceptedImage {
        let attributes = attributes(upload.digest, upload.filename)
        guard let repeatKey = upload.repeatKey else {
            return try await settle(upload.key, upload.metadata, upload.digest, attributes)
        }
        var accepted = try await settle(upload, under: repeatKey, attributes)
        accepted.isRepeatable = true
        return accepted
    }

    /// Finds out whose the bytes are, and has them processed. The copy that was sent goes only once another one is accepted in
    /// its place.
    private func settle(
        _ key: ObjectKey, _ stored: ObjectMetadata?, _ digest: [UInt8], _ attributes: [String: String]
    ) async throws -> AcceptedImage {
        for _ in 0..<Self.attempts {
            let owner = try await api.digests.owner(of: digest, claimedBy: key)
            guard owner != key else { break }
            let accepted = try await accept(owner, original: nil, attributes: attributes)
            // Erased since it was found alive: the bytes that were sent after that are a new image.
            guard accepted.record.state != .deleted else { continue }
            try await originals.delete(key)
            return accepted
        }
        return try await accept(key, original: stored, attributes: attributes)
    }

    /// The same for what may have been sent before under the same idempotency key, and may be sent by others right now.
    ///
    /// - Throws: ``Problem`` with codes `key-reused`, `erased`, `unavailable`.
    private func settle(
        _ upload: StoredUpload, under repeatKey: ObjectKey, _ attributes: [String: String]
    ) async throws -> AcceptedImage {
        let (key, stored) = (upload.key, upload.metadata)
        let text = DigestIndex.text(upload.digest)
        var decision = try await api.keys.decision(for: repeatKey)
        if decision == nil {
            if stored == nil { try await check(key, has: upload.digest) }
            let owner = try await api.digests.owner(of: upload.digest, claimedBy: key)
            decision = try await api.keys.decide(KeyNotes.Decision(owner: owner, digest: text), for: repeatKey)
        }
        guard let decision, decision.digest == text else {
            if stored != nil { try await originals.delete(key) }
            throw Self.reused
        }
        let accepted = try await accept(
            decision.owner, original: decision.owner == key ? stored : nil, attributes: attributes)
        let isErased = accepted.record.state == .deleted
        if decision.owner != key || isErased && stored != nil { try await originals.delete(key) }
        guard !isErased else {
            throw Problem(.erased, "What was sent under this idempotency key has been erased since.")
        }
        return accepted
    }

    /// - Throws: ``Problem`` with code `key-reused` where something else is stored under the key; `unavailable` where it has just
    ///   been removed, because somebody else who sent the same was answered with another image.
    private func check(_ key: ObjectKey, has digest: [UInt8]) async throws {
        do {
            guard try await stored(under: key).digest == digest else { throw Self.reused }
        } catch let error as StoreError where error.code == .notFound {
            guard try await api.keys.decision(for: key) == nil else { return }
            throw Problem(.unavailable, "The same is being sent by somebody else. Send it again.", retryAfter: 1)
        }
    }

    private func stored(under key: ObjectKey) async throws -> (metadata: ObjectMetadata, digest: [UInt8]) {
        let object = try await originals.get(key)
        let file = IncomingFile(object.body, expecting: IncomingFile.Expectation(maximumBytes: .max))
        try await file.drain()
        return (object.metadata, file.digest ?? [])
    }

    /// Begins to process what was stored under a key, where whoever stored it has not come that far.
    func resume(_ key: ObjectKey, filename: String?) async throws {
        if let record = try await api.processor.records.record(AssetID(original: key))?.value {
            guard [.pending, .processing].contains(record.state) else { return }
            _ = try await api.ingestor.ingest(key, attributes: record.attributes)
            return
        }
        do {
            let (metadata, digest) = try await stored(under: key)
            _ = try await settle(key, metadata, digest, attributes(digest, filename))
        } catch let error as StoreError where error.code == .notFound {
            // It was a duplicate of another, or never came.
        }
    }

    private func attributes(_ digest: [UInt8], _ filename: String?) -> [String: String] {
        var attributes = [ImageAPI.digestAttribute: DigestIndex.text(digest)]
        if let filename { attributes[ImageAPI.filenameAttribute] = filename }
        return attributes
    }

    private static var reused: Problem {
        Problem(.keyReused, "This idempotency key was used with another body. Take a new one.")
    }

    /// Writes down that an original is to be processed, and begins it, unless that has been done.
    ///
    /// - Parameter original: nil where it was there before this upload.
    /// - Returns: with a record that says so where the image is erased.
    private func accept(
        _ key: ObjectKey, original: ObjectMetadata?, attributes: [String: String]
    ) async throws -> AcceptedImage {
        let records = api.processor.records
        let id = AssetID(original: key)
        if let known = try await records.record(id)?.value {
            guard [.pending, .processing].contains(known.state) else { return AcceptedImage(record: known) }
            let ingestion = try await api.ingestor.ingest(key, attributes: known.attributes)
            return AcceptedImage(record: known, execution: ingestion.execution)
        }
        let now = api.processor.clock.now
        let metadata: ObjectMetadata
        if let original { metadata = original } else { metadata = try await originals.head(key) }
        let record = AssetRecord(
            id: id, state: .pending, original: metadata, attributes: attributes, created: now, updated: now)
        do {
            _ = try await records.put(record, if: .absent)
        } catch let error as StoreError where error.code == .preconditionFailed {
            // Somebody has begun to process it meanwhile.
        }
        let ingestion = try await api.ingestor.ingest(key, attributes: attributes)
        return AcceptedImage(record: record, execution: ingestion.execution)
    }
}
