internal import AWSClient
internal import NIOCore
internal import NIOHTTP1
internal import Renditions

/// Reads of one object.
struct S3Read {
    let store: S3ObjectStore
    let key: ObjectKey

    func get(_ options: GetOptions) async throws -> StoredObject {
        if options.headOnly {
            let metadata = try await head(options).metadata
            _ = try options.range?.resolved(size: metadata.size)
            return StoredObject(metadata: metadata, range: 0..<0, body: ObjectBody(ByteBuffer()))
        }
        if let range = options.range, range.header == nil {
            // No byte can be in it; what else there is to say of the object comes before that.
            let size = try await head(options).metadata.size
            _ = try range.resolved(size: size)
            throw StoreError(.rangeNotSatisfiable, "The object has \(size) bytes; none of them is in the range.")
        }
        let response = try await noting { try await store.client.send(try request(.GET, options)) }
        guard response.status == 206 else {
            let metadata = try S3Headers.metadata(response.headers, of: key, size: nil)
            let all = 0..<metadata.size
            if let range = try options.range?.resolved(size: metadata.size), range != all {
                throw AWSError(.invalidReply, "The whole object came where a range of it was asked for.")
            }
            return object(response, metadata, all)
        }
        let (range, size) = try S3Headers.range(response.headers)
        return object(response, try S3Headers.metadata(response.headers, of: key, size: size), range)
    }

    /// What is known of the object, and what its headers say besides.
    func head(_ options: GetOptions = GetOptions()) async throws -> (metadata: ObjectMetadata, headers: HTTPHeaders) {
        do {
            return try await bareHead(options)
        } catch let error as AWSError where error.serviceCode == nil && [400, 403, 404].contains(error.status) {
            // A reply without a body can't say whether it is the object that is missing or the bucket, nor what a key or a
            // clock lacks. One with a body can.
            if error.status == 404, store.sight.isThere { throw error }
            var whole = options
            whole.range = nil
            let headers = try await noting { try await store.client.send(try request(.GET, whole)).headers }
            return (try S3Headers.metadata(headers, of: key, size: nil), headers)
        }
    }

    /// The same in one request, whose errors may lack their reason.
    ///
    /// - Parameter timeouts: in place of the store's.
    func bareHead(
        _ options: GetOptions, timeouts: AWSTimeouts? = nil
    ) async throws -> (metadata: ObjectMetadata, headers: HTTPHeaders) {
        var whole = options
        whole.range = nil
        var call = try request(.HEAD, whole)
        if let timeouts { call.timeouts = timeouts }
        let headers = try await noting { [call] in
            try await store.client.collect(call, upTo: S3Bucket.shortReply).headers
        }
        return (try S3Headers.metadata(headers, of: key, size: nil), headers)
    }

    /// Keeps in mind that the bucket is there, where the reply says so.
    private func noting<Reply>(_ call: () async throws -> Reply) async throws -> Reply {
        do {
            let reply = try await call()
            store.sight.note()
            return reply
        } catch let error as AWSError {
            if error.serviceCode == "NoSuchKey" { store.sight.note() }
            throw error
        }
    }

    /// What follows of the object in this state.
    ///
    /// - Parameter offset: from the object's start.
    func rest(_ tag: EntityTag, _ range: Range<Int>) async throws -> ByteStream {
        let options = GetOptions(range: .bytes(range), ifMatch: tag)
        let response = try await store.client.send(try request(.GET, options))
        guard response.status == 206, try S3Headers.range(response.headers).range == range else {
            throw AWSError(.invalidReply, "Other bytes came than were asked for.")
        }
        return response.body
    }

    private func request(_ method: HTTPMethod, _ options: GetOptions) throws -> AWSRequest {
        var request = try store.bucket.request("GetObject", method, key)
        if let tag = options.ifMatch { request.headers.add(name: "If-Match", value: tag.s3Header) }
        if let tag = options.ifNoneMatch { request.headers.add(name: "If-None-Match", value: tag.s3Header) }
        if let range = options.range?.header {
            request.headers.add(name: "Range", value: range)
        } else {
            request.headers.add(name: "x-amz-checksum-mode", value: "ENABLED")
        }
        return request
    }

    private func object(
        _ response: AWSResponse, _ metadata: ObjectMetadata, _ range: Range<Int>
    ) -> StoredObject {
        let isWhole = range == 0..<metadata.size && response.status == 200
        let checksum = isWhole && store.configuration.verifiesContent ? S3Headers.checksum(response.headers) : nil
        let reader = S3Reader(
            self, first: response.body, tag: metadata.entityTag, range: range, checksum: checksum)
        return StoredObject(
            metadata: metadata, range: range, body: ObjectBody(length: range.count) { try await reader.next() })
    }
}

extension ByteRange {
    /// As requests have it; nil where no object has such bytes.
    fileprivate var header: String? {
        switch self {
        case .bytes(let range):
            range.isEmpty || range.lowerBound < 0 ? nil : "bytes=\(range.lowerBound)-\(range.upperBound - 1)"
        case .from(let start): start < 0 ? nil : "bytes=\(start)-"
        case .last(let count): count <= 0 ? nil : "bytes=-\(count)"
        }
    }
}
