internal import AWSClient
internal import NIOCore
internal import NIOHTTP1
public import Renditions

extension S3ObjectStore {
    /// An object's tags. Needs the permission `s3:GetObjectTagging`.
    ///
    /// - Throws: `StoreError` with code `not-found`.
    public func tags(of key: ObjectKey) async throws -> [String: String] {
        try await mappingErrors {
            let reply: Tagging = try await client.callXML(
                bucket.request("GetObjectTagging", .GET, key, query: [QueryItem("tagging")]),
                upTo: S3Bucket.shortReply)
            let tags = reply.TagSet?.Tag ?? []
            return Dictionary(tags.map { ($0.Key, $0.Value ?? "") }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Replaces an object's tags. Needs the permission `s3:PutObjectTagging`.
    ///
    /// - Parameter tags: at most 10, with names of up to 128 characters and values of up to 256.
    /// - Throws: `StoreError` with codes `not-found` and `invalid-request`.
    public func setTags(_ tags: [String: String], of key: ObjectKey) async throws {
        try await mappingErrors {
            var request = try bucket.request("PutObjectTagging", .PUT, key, query: [QueryItem("tagging")])
            let bytes = ByteBuffer(string: Self.document(tags))
            request.headers.add(name: "x-amz-sdk-checksum-algorithm", value: ChecksumAlgorithm.crc32c.rawValue)
            request.headers.add(
                name: ChecksumAlgorithm.crc32c.headerName, value: RunningChecksum.base64(.crc32c, of: bytes))
            request.body = .bytes(bytes)
            _ = try await client.collect(request, upTo: S3Bucket.shortReply)
        }
    }

    /// As `PutObjectTagging` and forms have tags.
    static func document(_ tags: [String: String]) -> String {
        let elements = tags.sorted { $0.key < $1.key }.map {
            "<Tag><Key>\(XMLText.escape($0.key))</Key><Value>\(XMLText.escape($0.value))</Value></Tag>"
        }
        return
            "<Tagging xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><TagSet>\(elements.joined())</TagSet></Tagging>"
    }

    private struct Tagging: Decodable, Sendable { var TagSet: Tags? }
    private struct Tags: Decodable, Sendable { var Tag: [Tagged]? }
    private struct Tagged: Decodable, Sendable {
        var Key: String
        var Value: String?
    }
}
