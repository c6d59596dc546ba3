package import AWSClient
internal import NIOHTTP1
public import Renditions

/// Objects in a bucket of S3, or of a server that speaks its protocol.
///
/// Bytes go both ways as they come: a read is a stream that asks for the rest where it breaks off, and a write holds a few
/// parts in memory, whatever its length. Both are guarded by checksums. A write of up to one part is a single request; what is
/// longer goes in parts, several at once, and is there when all of them are.
///
/// Entity tags are S3's. The same bytes have the same tag as long as the size of parts stays and nothing is encrypted by a key
/// of AWS KMS; there each write has a tag of its own, so that bytes put again count as a new state.
public struct S3ObjectStore: ObjectStore {
    let bucket: S3Bucket
    let configuration: Configuration
    let client: AWSServiceClient
    let timing: Timing
    let sight = BucketSight()

    /// - Parameters:
    ///   - bucket: its name; it must be in the account's region.
    ///   - prefix: what comes before every key, such as `photos/`. Nothing outside of it is seen or touched.
    /// - Throws: `StoreError` with code `invalid-request` for a name, a prefix, an endpoint or a configuration that is not
    ///   usable.
    public init(
        bucket: String, prefix: String = "", account: AWSAccount, configuration: Configuration = Configuration()
    ) throws {
        let client: AWSServiceClient
        do {
            client = try account.services.client(of: .s3)
        } catch let error as AWSError {
            throw error.storeError(bucket: bucket)
        }
        try self.init(
            bucket: bucket, prefix: prefix, client: client, configuration: configuration,
            timing: account.services.timing)
    }

    package init(
        bucket: String, prefix: String = "", client: AWSServiceClient,
        configuration: Configuration = Configuration(), timing: Timing = .system
    ) throws {
        try configuration.validate()
        self.bucket = try S3Bucket(
            name: bucket, prefix: prefix, endpoint: client.endpoint, configuration: configuration)
        self.configuration = configuration
        self.client = client
        self.timing = timing
    }

    public var capabilities: ObjectStoreCapabilities { .all }

    /// Needs the permission `s3:GetObject`. Without `s3:ListBucket` S3 does not say that an object is missing: it refuses.
    public func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        try Task.checkCancellation()
        return try await mappingErrors { try await S3Read(store: self, key: key).get(options) }
    }

    /// Needs the permission `s3:PutObject`; for tags `s3:PutObjectTagging`, for a key of KMS `kms:GenerateDataKey`, and with
    /// parts `kms:Decrypt` and `s3:AbortMultipartUpload`. A write with a condition whose reply was lost needs `s3:GetObject`
    /// to find out whether it was done.
    public func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        try Task.checkCancellation()
        return try await mappingErrors { try await S3Write(store: self, key: key, options: options).put(body) }
    }

    /// Needs the permission `s3:DeleteObject`. In a bucket with versions the object is hidden, and its bytes stay until a rule
    /// of the bucket's lifecycle removes them.
    public func delete(_ key: ObjectKey) async throws {
        try Task.checkCancellation()
        try await mappingErrors {
            let request = try bucket.request("DeleteObject", .DELETE, key)
            do {
                _ = try await client.collect(request, upTo: S3Bucket.shortReply)
            } catch let error as AWSError where error.isMissingObject {
                return
            }
        }
    }

    /// Needs the permission `s3:ListBucket`. Content types and attributes are not in listings. Objects whose keys are none of
    /// ours, such as the folders that consoles make, are passed over.
    public func page(_ request: ListRequest) async throws -> ObjectPage {
        try Task.checkCancellation()
        return try await mappingErrors { try await S3Listing(store: self).page(request) }
    }

    /// What AWS's client throws is told as stores tell it.
    func mappingErrors<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error as AWSError {
            throw error.storeError(bucket: bucket.name, owner: bucket.expectedOwner)
        }
    }
}
