internal import NIOCore
package import Renditions
internal import Synchronization

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Plain files as objects, each read whole.
///
/// An entity tag is the digest of a file's bytes, so that a copy of a photograph on another machine has the same
/// renditions. It is worked out once for each state of a file.
package final class PlainFiles: Sendable {
    private let maximumBytes: Int
    private let tags = Mutex<[FileReader.Identity: EntityTag]>([:])

    /// States whose tags are remembered, some 10 MB of them; then everything is forgotten.
    private static let maximumTagCount = 100_000

    /// - Parameter maximumBytes: larger files are not read; asked for, they give their size and no bytes.
    package init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    /// The file at a path, whose last part may not be a link. Blocks.
    package func object(atPath path: String, under key: ObjectKey, options: GetOptions) throws -> StoredObject {
        try FileReader.withDescriptor(path, false) { try object($0, under: key, options: options) }
    }

    /// An open file. Blocks.
    func object(_ descriptor: Int32, under key: ObjectKey, options: GetOptions) throws -> StoredObject {
        let known = try FileReader.identity(of: descriptor)
        guard known.size <= maximumBytes else {
            // Refused by everybody who would read it; told apart by size and time, so that nobody has to.
            let tag = EntityTag("unread-\(known.size)-\(known.modified)")
            try options.checkConditions(against: tag)
            return StoredObject(
                metadata: metadata(key, known, tag), range: 0..<known.size,
                body: ObjectBody(length: known.size) {
                    throw StoreError(.tooLarge, "The file has \(known.size) bytes and is not read.")
                })
        }
        if options.headOnly, let tag = tags.withLock({ $0[known] }) {
            try options.checkConditions(against: tag)
            return StoredObject(metadata: metadata(key, known, tag), range: 0..<0, body: ObjectBody(ByteBuffer()))
        }
        let (identity, bytes) = try FileReader.read(descriptor, limit: maximumBytes)
        let digest = Fingerprint(of: [Array(bytes.readableBytesView)]).description.prefix(32)
        let tag = EntityTag(String(digest))
        if !identity.state.isFresh { remember(tag, of: identity) }
        try options.checkConditions(against: tag)
        let range = try options.range?.resolved(size: bytes.readableBytes) ?? 0..<bytes.readableBytes
        let part = options.headOnly ? nil : bytes.getSlice(at: range.lowerBound, length: range.count)
        return StoredObject(
            metadata: metadata(key, identity, tag), range: options.headOnly ? 0..<0 : range,
            body: ObjectBody(part ?? ByteBuffer()))
    }

    private func remember(_ tag: EntityTag, of identity: FileReader.Identity) {
        tags.withLock { tags in
            if tags.count >= Self.maximumTagCount { tags.removeAll() }
            tags[identity] = tag
        }
    }

    private func metadata(_ key: ObjectKey, _ identity: FileReader.Identity, _ tag: EntityTag) -> ObjectMetadata {
        ObjectMetadata(
            key: key, size: identity.size, entityTag: tag,
            modified: Date(timeIntervalSince1970: Double(identity.modified) / 1e9))
    }
}
