internal import AWSClient
internal import NIOCore
internal import NIOHTTP1
internal import Renditions

/// A write of one object in parts. Nothing is there before all of them are; what fails or is cancelled is taken back.
struct S3Upload: Sendable {
    let write: S3Write

    private var store: S3ObjectStore { write.store }

    func put(_ first: ByteBuffer, _ parts: PartReader) async throws -> ObjectMetadata {
        let upload = try await create()
        do {
            let (sent, size) = try await send(first, parts, upload)
            return try await complete(sent, size: size, upload)
        } catch {
            await abort(upload)
            throw error
        }
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
    private func send(
        _ first: ByteBuffer, _ parts: PartReader, _ upload: String
    ) async throws -> (parts: [Part], size: Int) {
        try await withThrowingTaskGroup(of: Part.self) { group in
            var parts = parts
            var sent: [Part] = []
            var next = (bytes: first, isLast: false)
            var number = 1
            while true {
                // The part that is read next is in memory as well.
                if number > store.configuration.partsAtOnce - 1, let part = try await group.next() { sent.append(part) }
                let (bytes, current) = (next.bytes, number)
                group.addTask { try await send(bytes, number: current, upload) }
                if next.isLast { break }
                next.bytes = ByteBuffer()
                next = try await parts.next()
                number += 1
            }
            for try await part in group { sent.append(part) }
            return (sent.sorted { $0.number < $1.number }, parts.count)
        }
    }

    private func send(_ bytes: ByteBuffer, number: Int, _ upload: String) async throws -> Part {
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

    private func complete(_ parts: [Part], size: Int, _ upload: String) async throws -> ObjectMetadata {
        try Task.checkCancellation()
        var request = try store.bucket.request(
            "PutObject", .POST, write.key, query: [QueryItem("uploadId", upload)])
        S3Write.addCondition(write.options.mode, to: &request)
        request.headers.add(name: "Content-Type", value: "application/xml")
        request.headers.add(name: "x-amz-mp-object-size", value: String(size))
        request.headers.add(name: "x-amz-checksum-type", value: "FULL_OBJECT")
        request.body = .bytes(ByteBuffer(string: Self.document(parts)))
        do {
            let call = request
            let reply = try await store.client.collect(call, upTo: S3Bucket.shortReply) {
                [client = store.client] reply in
                try client.refuseFault(reply, of: call)
                return (try XMLReply.decode(Completed.self, from: reply.body), reply.headers)
            }
            return write.metadata(EntityTag(s3: reply.0.ETag), size: size, reply.1)
        } catch let error as AWSError {
            return try await write.outcome(after: error)
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

    /// Takes back what was sent, although the task may be cancelled. A failure leaves parts that the bucket's lifecycle has to
    /// remove, and must not hide what went wrong before.
    private func abort(_ upload: String) async {
        _ = await Task {
            let request = try store.bucket.request(
                "AbortMultipartUpload", .DELETE, write.key, query: [QueryItem("uploadId", upload)])
            _ = try await store.client.collect(request, upTo: S3Bucket.shortReply)
        }.result
    }
}
