internal import AWSClient
internal import NIOHTTP1
internal import Renditions

extension S3Write {
    /// What became of a write that failed: one before it, whose reply was lost, may have been done.
    ///
    /// - Parameters:
    ///   - size: bytes that were sent.
    ///   - checksum: of them all, as headers have it.
    func outcome(
        after error: AWSError, size: Int, checksum: @autoclosure () -> String?
    ) async throws -> ObjectMetadata {
        let isRefusal =
            error.code == .preconditionFailed || error.serviceCode == Self.conflict
            || error.code == .notFound && error.serviceCode != "NoSuchBucket"
        if isRefusal, error.mayHaveTakenEffect, let found = try await find(),
            isOwn(found.metadata, found.headers, size: size, checksum: checksum)
        {
            return found.metadata
        }
        // S3 says so where there is no object that could have the tag.
        if error.isMissingObject, options.mode != .overwrite {
            throw StoreError(.preconditionFailed, "There is no object under this key to replace.", cause: error)
        }
        if error.code == .preconditionFailed {
            let text =
                options.mode == .create
                ? "There is an object under this key already." : "The object has changed: it has another entity tag."
            throw StoreError(.preconditionFailed, text, cause: error)
        }
        throw error
    }

    /// As S3 has it that others write the same object at the moment.
    static let conflict = "ConditionalRequestConflict"

    private func find() async throws -> (metadata: ObjectMetadata, headers: HTTPHeaders)? {
        do {
            return try await S3Read(store: store, key: key).head()
        } catch let missing as AWSError where missing.isMissingObject {
            return nil
        }
    }

    /// By the mark. Without one the same bytes with the same attributes are what was to be there, whoever wrote them.
    private func isOwn(
        _ found: ObjectMetadata, _ headers: HTTPHeaders, size: Int, checksum: () -> String?
    ) -> Bool {
        if let mark { return headers.first(name: S3Headers.attribute + S3Headers.writeMark) == mark }
        guard found.size == size, found.attributes == options.attributes, found.contentType == options.contentType,
            let kept = S3Headers.checksums(headers)[ChecksumAlgorithm.crc32c.headerName]
        else { return false }
        return kept == checksum()
    }
}
