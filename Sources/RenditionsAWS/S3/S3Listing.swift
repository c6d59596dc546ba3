internal import AWSClient
internal import NIOHTTP1
internal import Renditions

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Lists the objects under a store's prefix.
struct S3Listing {
    let store: S3ObjectStore

    /// A cursor is the last key of the page before, which a listing may start after although it is there no more.
    func page(_ request: ListRequest) async throws -> ObjectPage {
        try request.validate()
        let prefix = store.bucket.prefix
        let whole = prefix + request.prefix
        // No key can begin so, and not every server takes such a text.
        guard whole.isEmpty || Self.mayBegin(request.prefix) else { return ObjectPage(objects: []) }
        var query = [
            QueryItem("list-type", "2"), QueryItem("encoding-type", "url"),
            QueryItem("max-keys", String(request.limit)),
        ]
        if !whole.isEmpty { query.append(QueryItem("prefix", whole)) }
        if let cursor = request.cursor {
            let isText = cursor.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
            guard isText, (1...ObjectKey.maximumByteCount).contains(cursor.utf8.count) else {
                throw StoreError(.invalidRequest, "The cursor is not one that this store gave.")
            }
            query.append(QueryItem("start-after", prefix + cursor))
        }
        let reply: Reply = try await store.client.callXML(store.bucket.request("ListBucket", .GET, query: query))
        store.sight.note()
        let isEncoded = reply.EncodingType == "url"
        let found = (reply.Contents ?? []).compactMap { content -> (key: String, content: Content)? in
            let key = isEncoded ? Self.decode(content.Key) : content.Key
            guard key.utf8.starts(with: prefix.utf8) else { return nil }
            return (String(decoding: key.utf8.dropFirst(prefix.utf8.count), as: UTF8.self), content)
        }
        let objects = try found.compactMap { key, content -> ObjectMetadata? in
            guard let key = try? ObjectKey(key) else { return nil }
            guard let modified = Timestamp.parse(content.LastModified) else {
                throw AWSError(.invalidReply, "A listing has a date of another form.")
            }
            return ObjectMetadata(
                key: key, size: content.Size, entityTag: EntityTag(s3: content.ETag), modified: modified)
        }
        return ObjectPage(objects: objects, next: reply.IsTruncated ? found.last?.key : nil)
    }

    private static func mayBegin(_ prefix: String) -> Bool {
        !prefix.hasPrefix("/") && prefix.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
            && !prefix.contains("\\") && !prefix.contains("//")
            && !prefix.split(separator: "/", omittingEmptySubsequences: false).dropLast().contains {
                $0 == "." || $0 == ".."
            }
    }

    /// A plus sign is a space in listings.
    private static func decode(_ key: String) -> String {
        PercentEncoding.decode(String(decoding: key.utf8.map { $0 == UInt8(ascii: "+") ? 0x20 : $0 }, as: UTF8.self))
    }

    private struct Reply: Decodable, Sendable {
        var EncodingType: String?
        var IsTruncated: Bool
        var Contents: [Content]?
    }

    private struct Content: Decodable, Sendable {
        var Key: String
        var LastModified: String
        var ETag: String
        var Size: Int
    }
}
