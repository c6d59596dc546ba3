internal import Renditions

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A record as items: one that holds it, and one for each of its attributes, by which it is found.
struct RecordItems: Sendable {
    /// A transaction has 100 items at most: the record, as many attributes as it may lose, and as many as it may get.
    static let attributes = 49
    /// Bytes of an item that DynamoDB takes: 400 KB, each of 1,024.
    static let limit = 400 * 1024
    /// The form of items that this version writes, and the newest that it reads.
    static let form: Int64 = 1

    let main: TableItem
    let found: [TableItem]

    /// - Parameters:
    ///   - revision: the one that this write makes.
    ///   - tombstones: seconds for which what is left of an erased asset is kept; nil for ever.
    /// - Throws: `StoreError` with codes `invalid-request`, `too-large`.
    init(_ record: AssetRecord, revision: Revision, tombstones: Int64?) throws {
        guard record.attributes.count <= Self.attributes else {
            throw StoreError(
                .tooLarge,
                "A record has at most \(Self.attributes) attributes in DynamoDB, and this one has "
                    + "\(record.attributes.count).")
        }
        let marks = RecordLists.marks(of: record.attributes)
        let shard = RecordLists.shard(of: record.id)
        let expires = tombstones.flatMap { Self.expiry(of: record, after: $0) }

        var main = Self.key(of: record.id)
        main[.id] = .string(record.id.rawValue)
        main[.list] = .string(RecordLists.name(of: record.state, shard: shard))
        main[.place] = .string(RecordPlace(record).text)
        main[.hash] = record.analysis?.perceptualHash.map { .string($0.description) }
        if !marks.isEmpty { main[.marks] = .strings(marks) }
        main[.revision] = .string(revision.rawValue)
        main[.document] = .string(try RecordCoding.document(record.roundedToMilliseconds))
        main[.form] = .number(Self.form)
        main[.expires] = expires.map { .number($0) }
        guard main.size <= Self.limit else {
            throw StoreError(
                .tooLarge,
                "The record has \(main.size) bytes, and an item of DynamoDB has at most \(Self.limit). Have fewer renditions "
                    + "or attributes in one record, or keep records elsewhere.")
        }
        self.main = main

        found = marks.map { mark in
            var item = Self.key(of: record.id, mark: mark)
            item[.list] = item[.partition]
            item[.place] = main[.place]
            item[.state] = .string(record.state.rawValue)
            item[.hash] = main[.hash]
            if marks.count > 1 { item[.marks] = .strings(marks) }
            item[.expires] = main[.expires]
            return item
        }
    }

    static func key(of id: AssetID) -> TableItem { TableItem(partition: "record/\(id.rawValue)", sort: "record") }

    static func key(of id: AssetID, mark: String) -> TableItem {
        TableItem(
            partition: RecordLists.name(ofMark: mark, shard: RecordLists.shard(of: id)), sort: id.rawValue)
    }

    /// The record in an item.
    ///
    /// - Throws: `StoreError` with codes `corrupt`, `incompatible`.
    static func record(in item: TableItem) throws -> Revised<AssetRecord> {
        if let found = item[.form]?.number, found > form {
            throw StoreError(
                .incompatible, "A newer version of this library has written a record of the table. Use that version.")
        }
        guard let document = item[.document]?.text, let revision = item[.revision]?.text else {
            throw StoreError(.corrupt, "An item of the table is no record.")
        }
        return Revised(try RecordCoding.record(document), revision: Revision(revision))
    }

    /// When a tombstone has done its duty. One that refuses its original, and one whose erasure is not at its end, stay.
    private static func expiry(of record: AssetRecord, after seconds: Int64) -> Int64? {
        guard record.state == .deleted, let erasure = record.erasure, !erasure.keepsOriginal,
            let completed = erasure.completed
        else { return nil }
        return completed.millisecondsSince1970 / 1000 + seconds
    }
}
