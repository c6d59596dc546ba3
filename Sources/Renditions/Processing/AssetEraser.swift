public import Logging

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Removes assets: the original, every rendition, and of the record all but a tombstone, which keeps late events from
/// bringing the asset back.
///
/// The tombstone comes first. Whoever works on the asset meanwhile finds it when publishing, and removes what was made. An
/// original that is uploaded again begins another generation, whose renditions have keys of their own.
public struct AssetEraser: Sendable {
    public let originals: any ObjectStore
    public let renditions: any ObjectStore
    public let records: any MetadataStore
    public let clock: WallClock
    /// Speaks at `debug` only, and names no keys.
    public let logger: Logger

    public init(
        originals: any ObjectStore, renditions: any ObjectStore, records: any MetadataStore, clock: WallClock = .system,
        logger: Logger = Logger(label: "renditions.eraser")
    ) {
        self.originals = originals
        self.renditions = renditions
        self.records = records
        self.clock = clock
        self.logger = logger
    }

    /// Erases an asset from the first to the last step. May be done again, also after it failed halfway.
    ///
    /// - Parameters:
    ///   - keepsOriginal: see ``Erasure/keepsOriginal``.
    ///   - generation: what the caller knows to have been worked on, where no record tells of it yet.
    /// - Returns: the tombstone; nil when the original turned out to be there, or was uploaded again meanwhile.
    /// - Throws: ``StoreError``.
    @discardableResult
    public func erase(
        _ key: ObjectKey, because reason: Erasure.Reason, keepsOriginal: Bool = false, through generation: Int = 0
    ) async throws -> AssetRecord? {
        guard
            let tombstone = try await entomb(
                key, because: reason, keepsOriginal: keepsOriginal, through: generation)
        else { return nil }
        try await removeOriginal(of: tombstone)
        try await removeRenditions(of: tombstone.id, through: tombstone.generation)
        return try await complete(tombstone)
    }

    /// Writes the tombstone. From then on nothing that was begun before is published.
    ///
    /// - Parameters:
    ///   - version: the original as it was when its erasure was asked for; nil for whatever is there. One that was uploaded
    ///     since stays, and lives on in the next generation.
    ///   - keepsOriginal: as of ``erase(_:because:keepsOriginal:through:)``.
    ///   - generation: as of ``erase(_:because:keepsOriginal:through:)``.
    /// - Returns: nil when there is nothing to erase: the reason is ``Erasure/Reason/originalGone`` and the original is
    ///   there, or another version is by now and the record does not speak of the one to erase.
    /// - Throws: ``StoreError``.
    public func entomb(
        _ key: ObjectKey, _ version: ObjectMetadata? = nil, because reason: Erasure.Reason, keepsOriginal: Bool = false,
        through generation: Int = 0
    ) async throws -> AssetRecord? {
        let id = AssetID(original: key)
        while true {
            try Task.checkCancellation()
            let existing = try await records.record(id)
            let current = try await currentOriginal(key)
            if reason == .originalGone, current != nil { return nil }
            if let known = existing?.value, known.state == .deleted, let erasure = known.erasure,
                erasure.completed == nil, erasure.reason == reason || reason == .originalGone,
                erasure.keepsOriginal == keepsOriginal, known.generation >= generation,
                current == nil || Self.isSameVersion(current, known.original)
                    || Self.isSameVersion(version, known.original)
            {
                return known
            }
            var replaced: ObjectMetadata?
            if let version, let current, !Self.isSameVersion(current, version) {
                guard existing?.value.speaks(of: version, notOf: current) == true else { return nil }
                replaced = version
            }
            let now = clock.now
            // Also where there is a tombstone or no record at all: the write itself keeps work that began before from
            // being published after it. It ends the generation of an original, too, that came after the last erasure and
            // was never published: some of its renditions may be stored.
            let tombstone = AssetRecord(
                id: id, state: .deleted,
                original: replaced ?? current ?? existing?.value.original ?? Self.unknownOriginal(key, now),
                erasure: Erasure(reason: reason, keepsOriginal: keepsOriginal, requested: now),
                generation: max(generation, AssetRecord.nextGeneration(after: existing?.value)),
                created: existing?.value.created ?? now, updated: now
            ).roundedToMilliseconds
            do {
                _ = try await records.put(tombstone, if: existing.map { .at($0.revision) } ?? .absent)
                logger.debug("asset entombed", metadata: ["asset": "\(id)", "reason": "\(reason.rawValue)"])
                return tombstone
            } catch let error as StoreError where error.code == .preconditionFailed {
                continue
            }
        }
    }

    /// Deletes the original, unless it stays or is another by now.
    ///
    /// No store deletes under a condition: an upload between the look and the deletion is deleted with it, as if it had come
    /// just before.
    ///
    /// - Returns: whether it was there.
    /// - Throws: ``StoreError``.
    @discardableResult
    public func removeOriginal(of tombstone: AssetRecord) async throws -> Bool {
        guard let erasure = tombstone.erasure, erasure.reason == .requested, !erasure.keepsOriginal,
            let current = try await currentOriginal(tombstone.original.key),
            Self.isSameVersion(current, tombstone.original)
        else { return false }
        try await originals.delete(current.key)
        logger.debug("original deleted", metadata: ["asset": "\(tombstone.id)"])
        return true
    }

    /// Deletes every rendition of an asset up to and with a generation.
    ///
    /// - Returns: how many there were.
    /// - Throws: ``StoreError`` with code `unsupported` when the store of renditions can't list.
    @discardableResult
    public func removeRenditions(of asset: AssetID, through generation: Int) async throws -> Int {
        var count = 0
        for try await object in renditions.list(prefix: ObjectKey.renditionPrefix(of: asset)) {
            guard let other = object.key.renditionGeneration, other <= generation else { continue }
            try await renditions.delete(object.key)
            count += 1
        }
        logger.debug("renditions deleted", metadata: ["asset": "\(asset)", "count": "\(count)"])
        return count
    }

    /// Notes in the tombstone that nothing is left.
    ///
    /// - Returns: the tombstone; nil when the asset lives again: its original was uploaded anew.
    /// - Throws: ``StoreError``.
    public func complete(_ tombstone: AssetRecord) async throws -> AssetRecord? {
        while true {
            try Task.checkCancellation()
            guard let existing = try await records.record(tombstone.id), existing.value.state == .deleted,
                existing.value.generation == tombstone.generation
            else { return nil }
            var record = existing.value
            guard record.erasure?.completed == nil else { return record }
            record.erasure?.completed = clock.now.roundedToMilliseconds
            record.updated = clock.now.roundedToMilliseconds
            do {
                _ = try await records.put(record, if: .at(existing.revision))
                return record
            } catch let error as StoreError where error.code == .preconditionFailed {
                continue
            }
        }
    }

    private func currentOriginal(_ key: ObjectKey) async throws -> ObjectMetadata? {
        do {
            return try await originals.head(key)
        } catch let error as StoreError where error.code == .notFound {
            return nil
        }
    }

    private static func isSameVersion(_ left: ObjectMetadata?, _ right: ObjectMetadata) -> Bool {
        left?.entityTag == right.entityTag
            && left?.modified.roundedToMilliseconds == right.modified.roundedToMilliseconds
    }

    /// What a tombstone says of an original that nobody has seen.
    private static func unknownOriginal(_ key: ObjectKey, _ now: Date) -> ObjectMetadata {
        ObjectMetadata(key: key, size: 0, entityTag: EntityTag("unknown"), modified: now)
    }
}

extension AssetRecord {
    /// Whether something is left of one version although another is there: the same bytes are the same to a record.
    fileprivate func speaks(of version: ObjectMetadata, notOf current: ObjectMetadata) -> Bool {
        state != .deleted && original.entityTag == version.entityTag && version.entityTag != current.entityTag
    }
}
