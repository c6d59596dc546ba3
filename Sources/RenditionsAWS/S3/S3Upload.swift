internal import AWSClient
internal import NIOCore
internal import NIOHTTP1
internal import Renditions

/// A write of one object in parts. Nothing is there before all of them are; what fails or is cancelled is taken back.
struct S3Upload: Sendable {
    let write: S3Write

    private var store: S3ObjectStore { write.store }

    /// - Parameters:
    ///   - body: what the parts are of. Where it can be read again, a conflict with another write begins a new upload.
    ///   - parts: none of which was given out yet.
    func put(_ body: ObjectBody, _ parts: inout PartReader) async throws -> ObjectMetadata {
        var failures = 0
        while true {
            do {
                return try await put(&parts)
            } catch let error as AWSError where error.serviceCode == S3Write.conflict {
                // S3 has ended the upload with it.
                failures += 1
                guard body.buffer != nil, failures < store.client.retries.attempts,
                    let delay = store.client.delay(afterFailures: failures, of: error)
                else { throw error }
                try await store.timing.clock.sleep(for: delay)
                parts = PartReader(
                    body, size: store.configuration.partSize, maximum: store.configuration.maximumObjectSize)
            }
        }
    }

    private func put(_ parts: inout PartReader) async throws -> ObjectMetadata {
        let upload = try await create()
        do {
            return try await complete(try await send(&parts, upload), upload)
        } catch {
            await abort(upload)
            throw error
        }
    }

    private struct Sent: Sendable {
        var parts: [Part] = []
        /// Bytes.
        var size = 0
        /// Of the whole; nil where nothing depends on it.
        var checksum: String?
    }

    private struct Part: Sendable {
        var number: Int
        var tag: String
        var checksum: String
    }

    private struct Created: Decodable, Sendable { var UploadId: String }
    private struct Completed: Decodable, Sendable { var ETag: String }

    private func create() async throws -> String {
        var request = try store.bucket.request("PutObject", .POST, write.key, query: [QueryItem("uploads")])
        request.headers = write.headers(isMarked: true, request.headers)
        request.headers.add(name: "x-amz-checksum-algorithm", value: ChecksumAlgorithm.crc32c.rawValue)
        // The checksum of parts is taken together to one of the whole, which reads are held to.
        request.headers.add(name: "x-amz-checksum-type", value: "FULL_OBJECT")
        let created: Created = try await store.client.callXML(request, upTo: S3Bucket.shortReply)
        return created.UploadId
    }

    /// Sends all parts, several at once.
    private func send(_ parts: inout PartReader, _ upload: String) async throws -> Sent {
        try await withThrowingTaskGroup(of: Part.self) { group in
            var sent = Sent()
            var checksum = write.mark == nil ? RunningChecksum(.crc32c) : nil
            var number = 0
            var isLast = false
            while !isLast {
                // There must be room for the one that is read next.
                if number >= store.configuration.partsAtOnce, let part = try await group.next() {
                    sent.parts.append(part)
                }
                let next = try await parts.next()
                for piece in next.bytes.pieces { checksum?.update(piece) }
                number += 1
                isLast = next.isLast
                group.addTask { [number] in try await send(next.bytes, number: number, upload) }
            }
            for try await part in group { sent.parts.append(part) }
            sent.parts.sort { $0.number < $1.number }
            (sent.size, sent.checksum) = (parts.count, checksum?.base64)
            return sent
        }
    }

    private func send(_ bytes: PartBytes, number: Int, _ upload: String) async throws -> Part {
        var request = try store.bucket.request(
            "PutObject", .PUT, write.key,
            query: [QueryItem("partNumber", String(number)), QueryItem("uploadId", upload)])
        write.addBody(bytes, to: &request)
        let checksum = request.headers.first(name: ChecksumAlgorithm.crc32c.headerName) ?? ""
        let reply = try await store.client.collect(request, upTo: S3Bucket.shortReply)
        guard let tag = reply.headers.first(name: "ETag") else {
            throw AWSError(.invalidReply, "A reply does not say a part's entity tag.")
        }
        return Part(number: number, tag: tag, checksum: checksum)
    }

    private func complete(_ sent: Sent, _ upload: String) async throws -> ObjectMetadata {
        try Task.checkCancellation()
        var request = try store.bucket.request(
            "PutObject", .POST, write.key, query: [QueryItem("uploadId", upload)])
        S3Write.addCondition(write.options.mode, to: &request)
        request.headers.add(name: "Content-Type", value: "application/xml")
        request.headers.add(name: "x-amz-mp-object-size", value: String(sent.size))
        request.headers.add(name: "x-amz-checksum-type", value: "FULL_OBJECT")
        request.body = .bytes(ByteBuffer(string: Self.document(sent.parts)))
        // The upload is gone then, and with it the parts.
        request.finalFaults = [S3Write.conflict]
        do {
            let call = request
            let reply = try await store.client.collect(call, upTo: S3Bucket.shortReply) {
                [client = store.client] reply in
                try client.refuseFault(reply, of: call)
                return (try XMLReply.decode(Completed.self, from: reply.body), reply.headers)
            }
            let tag = EntityTag(s3: reply.0.ETag)
            return try await found(tag) ?? write.metadata(tag, size: sent.size, reply.1)
        } catch let error as AWSError {
            return try await write.outcome(after: error, size: sent.size, checksum: sent.checksum)
        }
    }

    /// S3 dates an object by when its upload was begun, and says so to whoever looks. Nil where another write came after this
    /// one, and where these credentials may write and not read: what was written is there all the same.
    private func found(_ tag: EntityTag) async throws -> ObjectMetadata? {
        do {
            return try await S3Read(store: store, key: write.key).bareHead(
                GetOptions(ifMatch: tag), timeouts: S3Bucket.aside
            ).metadata
        } catch is AWSError {
            return nil
        }
    }

    private static func document(_ parts: [Part]) -> String {
        var text = "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
        for part in parts {
            text += "<Part><PartNumber>\(part.number)</PartNumber><ETag>\(XMLText.escape(part.tag))</ETag>"
            text += "<ChecksumCRC32C>\(part.checksum)</ChecksumCRC32C></Part>"
        }
        return text + "</CompleteMultipartUpload>"
    }

    /// Takes back what was sent, although the task may be cancelled; whoever cancels waits for some seconds at most. A failure
    /// leaves parts that the bucket's lifecycle has to remove, and must not hide what went wrong before.
    private func abort(_ upload: String) async {
        _ = await Task {
            var request = try store.bucket.request(
                "AbortMultipartUpload", .DELETE, write.key, query: [QueryItem("uploadId", upload)])
            request.timeouts = S3Bucket.aside
            _ = try await store.client.collect(request, upTo: S3Bucket.shortReply)
        }.result
    }
}
