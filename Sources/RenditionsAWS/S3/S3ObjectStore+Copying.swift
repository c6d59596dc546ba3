internal import AWSClient
internal import NIOHTTP1
public import Renditions

extension S3ObjectStore {
    /// Copies an object within the bucket, with its content type, attributes and tags, without its bytes coming here. Needs
    /// the permissions of a read and of a write.
    ///
    /// - Parameters:
    ///   - tag: copied only in this state.
    ///   - mode: what must be at the destination before. A copy in `create` whose reply was lost
    ///     counts as done where equal bytes are there.
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
            if let tag { request.headers.add(name: "x-amz-copy-source-if-match", value: tag.s3Header) }
            configuration.encryption.add(to: &request.headers)
            S3Write.addCondition(mode, to: &request)
            do {
                let _: Copied = try await client.callXML(request, upTo: S3Bucket.shortReply)
            } catch let error as AWSError where error.code == .preconditionFailed && error.mayHaveTakenEffect {
                let copy = try await S3Read(store: self, key: destination).head().metadata
                guard try await S3Read(store: self, key: source).head().metadata.entityTag == copy.entityTag else {
                    throw error
                }
                return copy
            }
            return try await S3Read(store: self, key: destination).head().metadata
        }
    }

    private struct Copied: Decodable, Sendable { var ETag: String }
}
