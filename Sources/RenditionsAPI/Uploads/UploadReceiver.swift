internal import Renditions
internal import RenditionsTasks

/// Takes files in: stores them, finds out whether they were there already, and has them processed.
struct UploadReceiver: Sendable {
    let api: ImageAPI

    private var originals: any ObjectStore { api.processor.originals }

    /// Once this returns, the file is stored and its workflow is begun.
    ///
    /// - Throws: ``Problem``, `StoreError`, `WorkflowError`. Nothing of the file is kept then, but for what a store that
    ///   stops answering may keep.
    func receive(_ upload: Upload) async throws -> AcceptedImage {
        let backlog = api.state.backlog
        try await backlog.admit(api.ingestor.runner, maximum: api.configuration.maximumBacklog)
        var hasBegun = false
        defer { backlog.leave(hasBegun: hasBegun) }
        let file = IncomingFile(upload.body, expecting: upload.expectation)
        let format = try await file.format(allowed: api.configuration.allowedFormats)
        let stored: ObjectMetadata
        do {
            if upload.mayBeRepeated, try await isErased(upload.key) {
                throw Problem(.erased, "What was sent under this idempotency key has been erased since.")
            }
            stored = try await originals.put(
                file.body, at: upload.key, options: PutOptions(mode: .create, contentType: format.mediaType))
        } catch let error as StoreError where error.code == .preconditionFailed && upload.mayBeRepeated {
            stored = try await existing(upload.key, like: file)
        }
        var accepted = try await settle(upload, stored, digest: file.digest)
        accepted.isRepeatable = upload.mayBeRepeated
        hasBegun = accepted.execution != nil
        return accepted
    }

    /// Finds out whose the bytes are, and has them processed.
    private func settle(
        _ upload: Upload, _ stored: ObjectMetadata, digest: [UInt8]?
    ) async throws -> AcceptedImage {
        guard let digest else {
            throw Problem(.internalError, "The store did not read the whole file.")
        }
        let owner = try await api.digests.owner(of: digest, claimedBy: upload.key)
        if owner != upload.key {
            try await originals.delete(upload.key)
            return try await accept(owner, original: nil, attributes: attributes(digest, upload.filename))
        }
        return try await accept(upload.key, original: stored, attributes: attributes(digest, upload.filename))
    }

    /// Begins to process what was stored under a key, where whoever stored it may not have come that far.
    func resume(_ key: ObjectKey, filename: String?) async throws -> AcceptedImage {
        let object = try await originals.get(key)
        let file = IncomingFile(object.body, expecting: IncomingFile.Expectation(maximumBytes: .max))
        try await file.drain()
        return try await accept(key, original: object.metadata, attributes: attributes(file.digest ?? [], filename))
    }

    private func attributes(_ digest: [UInt8], _ filename: String?) -> [String: String] {
        var attributes = [ImageAPI.digestAttribute: DigestIndex.text(digest)]
        if let filename { attributes[ImageAPI.filenameAttribute] = filename }
        return attributes
    }

    private func isErased(_ key: ObjectKey) async throws -> Bool {
        try await api.processor.records.record(AssetID(original: key))?.value.state == .deleted
    }

    /// What is stored under the key, if it is what is sent now.
    ///
    /// - Throws: ``Problem`` with code `key-reused`.
    private func existing(_ key: ObjectKey, like file: IncomingFile) async throws -> ObjectMetadata {
        try await file.drain()
        let object = try await originals.get(key)
        let there = IncomingFile(object.body, expecting: IncomingFile.Expectation(maximumBytes: .max))
        try await there.drain()
        guard there.digest == file.digest else {
            throw Problem(.keyReused, "This idempotency key was used with another body. Take a new one.")
        }
        return object.metadata
    }

    /// Writes down that an original is to be processed, and begins it, unless that has been done.
    ///
    /// - Parameter original: nil where it was there before this upload.
    func accept(
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
