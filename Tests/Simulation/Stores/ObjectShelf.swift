internal import NIOCore
internal import Renditions

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Objects in memory, as `MemoryObjectStore` has them, without a wait anywhere.
struct ObjectShelf {
    private var entries: [ObjectKey: (metadata: ObjectMetadata, bytes: ByteBuffer)] = [:]

    subscript(key: ObjectKey) -> ObjectMetadata? { entries[key]?.metadata }

    var objects: [ObjectMetadata] { entries.values.map(\.metadata).sorted { $0.key < $1.key } }

    func get(_ key: ObjectKey, _ options: GetOptions) throws -> StoredObject {
        guard let (metadata, bytes) = entries[key] else {
            throw StoreError(.notFound, "There is no object under this key.")
        }
        try options.checkConditions(against: metadata.entityTag)
        let range = try options.range?.resolved(size: metadata.size) ?? 0..<metadata.size
        guard !options.headOnly else {
            return StoredObject(metadata: metadata, range: 0..<0, body: ObjectBody(ByteBuffer()))
        }
        guard let slice = bytes.getSlice(at: bytes.readerIndex + range.lowerBound, length: range.count) else {
            throw StoreError(.corrupt, "An object in memory is shorter than its metadata says.")
        }
        return StoredObject(metadata: metadata, range: range, body: ObjectBody(slice))
    }

    func check(_ mode: PutOptions.Mode, at key: ObjectKey) throws { try mode.check(against: self[key]?.entityTag) }

    mutating func put(
        _ bytes: ByteBuffer, at key: ObjectKey, _ options: PutOptions, modified: Date
    ) throws -> ObjectMetadata {
        try check(options.mode, at: key)
        let metadata = ObjectMetadata(
            key: key, size: bytes.readableBytes,
            entityTag: .simulated(bytes), modified: modified.roundedToMilliseconds, contentType: options.contentType,
            attributes: options.attributes)
        entries[key] = (metadata, bytes)
        return metadata
    }

    /// - Returns: what was there.
    mutating func remove(_ key: ObjectKey) -> ObjectMetadata? { entries.removeValue(forKey: key)?.metadata }

    func page(_ request: ListRequest) throws -> ObjectPage {
        let last = try request.cursor.map { cursor in
            guard let key = try? ObjectKey(cursor) else {
                throw StoreError(.invalidRequest, "The cursor is not one that this store gave.")
            }
            return key
        }
        let prefix = Array(request.prefix.utf8)
        let found = objects.filter { object in
            object.key.rawValue.utf8.starts(with: prefix) && last.map { $0 < object.key } ?? true
        }
        let page = Array(found.prefix(request.limit))
        return ObjectPage(objects: page, next: page.count < found.count ? page.last?.key.rawValue : nil)
    }
}

extension EntityTag {
    /// The same bytes always have the same tag.
    static func simulated(_ bytes: ByteBuffer) -> EntityTag {
        EntityTag(String(Fingerprint(of: [Array(bytes.readableBytesView)]).description.prefix(16)))
    }
}
