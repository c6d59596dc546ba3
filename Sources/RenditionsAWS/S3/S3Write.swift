internal import AWSClient
internal import NIOCore
internal import NIOHTTP1
internal import Renditions

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A write of one object.
struct S3Write: Sendable {
    let store: S3ObjectStore
    let key: ObjectKey
    let options: PutOptions
    /// Goes with the object, so that a write whose reply was lost knows its own. Nil where the attributes leave no room for it.
    let mark: String?

    init(store: S3ObjectStore, key: ObjectKey, options: PutOptions) {
        self.store = store
        self.key = key
        self.options = options
        let mark = Base32.encode((0..<16).map { _ in UInt8.random(in: .min ... .max) }, length: 26)
        let taken = options.attributes.reduce(0) { $0 + $1.key.utf8.count + AttributeText.encode($1.value).utf8.count }
        let hasRoom =
            taken + mark.utf8.count + S3Headers.writeMark.utf8.count <= PutOptions.maximumAttributeByteCount
        self.mark = hasRoom ? mark : nil
    }

    func put(_ body: ObjectBody) async throws -> ObjectMetadata {
        try options.validate()
        guard options.attributes[S3Headers.writeMark] == nil else {
            throw StoreError(.invalidRequest, "The attribute \(S3Headers.writeMark) is the store's own.")
        }
        let configuration = store.configuration
        if let length = body.length, length > configuration.maximumObjectSize {
            throw StoreError(.tooLarge, "The object has more than \(configuration.maximumObjectSize) bytes.")
        }
        var parts = PartReader(body, size: configuration.partSize, maximum: configuration.maximumObjectSize)
        if try await parts.isOnePart() { return try await put(parts.next().bytes) }
        return try await S3Upload(write: self).put(body, &parts)
    }

    private func put(_ bytes: PartBytes) async throws -> ObjectMetadata {
        var request = try store.bucket.request("PutObject", .PUT, key)
        request.headers = headers(isMarked: options.mode != .overwrite, request.headers)
        Self.addCondition(options.mode, to: &request)
        addBody(bytes, to: &request)
        do {
            let reply = try await store.client.collect(request, upTo: S3Bucket.shortReply)
            store.sight.note()
            guard let tag = reply.headers.first(name: "ETag") else {
                throw AWSError(.invalidReply, "A reply does not say an object's entity tag.")
            }
            return metadata(EntityTag(s3: tag), size: bytes.count, reply.headers)
        } catch let error as AWSError {
            return try await outcome(
                after: error, size: bytes.count, checksum: bytes.checksum(.crc32c))
        }
    }

    func headers(isMarked: Bool, _ before: HTTPHeaders) -> HTTPHeaders {
        var headers = before
        headers.add(
            contentsOf: S3Headers.written(options, mark: isMarked ? mark : nil, configuration: store.configuration))
        return headers
    }

    static func addCondition(_ mode: PutOptions.Mode, to request: inout AWSRequest) {
        switch mode {
        case .overwrite: break
        case .create: request.headers.add(name: "If-None-Match", value: "*")
        case .replace(let tag): request.headers.add(name: "If-Match", value: tag.s3Header)
        }
    }

    /// The bytes with their checksum, which S3 holds them to.
    func addBody(_ bytes: PartBytes, to request: inout AWSRequest) {
        request.body = bytes.body
        request.headers.add(name: "x-amz-sdk-checksum-algorithm", value: ChecksumAlgorithm.crc32c.rawValue)
        request.headers.add(
            name: ChecksumAlgorithm.crc32c.headerName, value: bytes.checksum(.crc32c))
        // The checksum is signed, and TLS guards the rest; without TLS the signature must cover the bytes.
        request.payload = store.client.endpoint.isSecure ? .unsigned : .hash
    }

    func metadata(_ tag: EntityTag, size: Int, _ reply: HTTPHeaders) -> ObjectMetadata {
        // Replies to writes don't say it otherwise.
        let date = reply.first(name: "Date").flatMap(HTTPDate.parse) ?? store.client.now
        return ObjectMetadata(
            key: key, size: size, entityTag: tag, modified: date.roundedToMilliseconds,
            contentType: options.contentType, attributes: options.attributes)
    }
}
