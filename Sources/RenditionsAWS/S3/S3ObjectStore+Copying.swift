internal import AWSClient
internal import NIOHTTP1
public import Renditions

extension S3ObjectStore {
    /// Copies an object within the bucket, with its content type, attributes and tags, without its bytes coming here. Needs
    /// the permissions of a read and of a write.
    ///
    /// - Parameters:
    ///   - tag: copied only in this state.
    ///   - mode: what must be at the destination before. A copy with a condition whose reply was lost counts as done where the
    ///     same bytes are there, with the same type and attributes: as their entity tags or their checksums tell. All that this
    ///     store writes has one; what others wrote in parts may not, and then the condition counts as not met.
    /// - Returns: the copy, as it is there afterwards.
    /// - Throws: `StoreError` with codes `not-found`, `precondition-failed`, `too-large` (S3 copies up to 5 GiB at once).
    public func copy(
        _ source: ObjectKey, to destination: ObjectKey, ifMatch tag: EntityTag? = nil,
        mode: PutOptions.Mode = .overwrite
    ) async throws -> ObjectMetadata {
        try Task.checkCancellation()
        return try await mappingErrors {
            var request = try bucket.request("PutObject", .PUT, destination)
            let from = PercentEncoding.encode(try bucket.fullKey(source), keepsSlashes: true)
            request.headers.add(name: "x-amz-copy-source", value: "\(bucket.name)/\(from)")
            if let owner = bucket.expectedOwner {
                request.headers.add(name: "x-amz-source-expected-bucket-owner", value: owner)
            }
            if let tag { request.headers.add(name: "x-amz-copy-source-if-match", value: tag.s3Header) }
            configuration.encryption.add(to: &request.headers)
            S3Write.addCondition(mode, to: &request)
            do {
                let _: Copied = try await client.callXML(request, upTo: S3Bucket.shortReply)
            } catch let error as AWSError where error.code == .preconditionFailed && error.mayHaveTakenEffect {
                let copy = try await S3Read(store: self, key: destination).head()
                guard Self.isSame(try await S3Read(store: self, key: source).head(), copy) else { throw error }
                return copy.metadata
            } catch let error as AWSError where error.isOfSize {
                throw StoreError(
                    .tooLarge, "S3 copies up to 5 GiB at once. Read the object and write it again.", cause: error)
            }
            return try await S3Read(store: self, key: destination).head().metadata
        }
    }

    /// Whether one is a copy of the other, as far as can be told. The tags of objects in parts, and under a key of KMS, differ
    /// although their bytes don't.
    private static func isSame(
        _ one: (metadata: ObjectMetadata, headers: HTTPHeaders),
        _ other: (metadata: ObjectMetadata, headers: HTTPHeaders)
    ) -> Bool {
        guard one.metadata.size == other.metadata.size, one.metadata.attributes == other.metadata.attributes,
            one.metadata.contentType == other.metadata.contentType
        else { return false }
        if one.metadata.entityTag == other.metadata.entityTag { return true }
        let (kept, copied) = (S3Headers.checksums(one.headers), S3Headers.checksums(other.headers))
        return kept.contains { copied[$0.key] == $0.value }
            && kept.allSatisfy { copied[$0.key] ?? $0.value == $0.value }
    }

    private struct Copied: Decodable, Sendable { var ETag: String }
}

extension AWSError {
    /// Whether a source is larger than what is copied at once, which S3 says by text alone.
    fileprivate var isOfSize: Bool {
        serviceCode == "InvalidRequest" && message.lowercased().contains("copy source is larger")
    }
}
