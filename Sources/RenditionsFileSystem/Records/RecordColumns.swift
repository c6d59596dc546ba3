internal import GRDB
internal import Renditions

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A record as it goes into the tables.
struct RecordColumns: Sendable {
    var id: String
    var state: String
    /// Milliseconds since 1970.
    var updated: Int64
    var perceptualHash: PerceptualHash?
    var attributes: [(name: Data, value: Data)]
    var document: String

    /// - Throws: `StoreError` with code `invalid-request`.
    init(_ record: AssetRecord) throws {
        document = try RecordCoding.document(record.roundedToMilliseconds)
        id = record.id.rawValue
        state = record.state.rawValue
        updated = record.updated.millisecondsSince1970
        perceptualHash = record.analysis?.perceptualHash
        attributes = record.attributes.map { (TextBytes.of($0.key), TextBytes.of($0.value)) }
    }

    func write(revision: Int64, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO record (id, revision, state, updated, perceptual_hash, document) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, state = excluded.state,
                    updated = excluded.updated, perceptual_hash = excluded.perceptual_hash,
                    document = excluded.document
                """,
            arguments: [id, revision, state, updated, perceptualHash.map { Int64(bitPattern: $0.bits) }, document])
        try Self.deleteIndexed(id, in: db)
        for (name, value) in attributes {
            try db.execute(
                sql: "INSERT INTO attribute (name, value, id, updated) VALUES (?, ?, ?, ?)",
                arguments: [name, value, id, updated])
        }
        for byte in perceptualHash?.placedBytes ?? [] {
            try db.execute(sql: "INSERT INTO hash_byte (byte, id) VALUES (?, ?)", arguments: [byte, id])
        }
    }

    static func delete(_ id: AssetID, in db: Database) throws {
        try db.execute(sql: "DELETE FROM record WHERE id = ?", arguments: [id.rawValue])
        try deleteIndexed(id.rawValue, in: db)
    }

    private static func deleteIndexed(_ id: String, in db: Database) throws {
        try db.execute(sql: "DELETE FROM attribute WHERE id = ?", arguments: [id])
        try db.execute(sql: "DELETE FROM hash_byte WHERE id = ?", arguments: [id])
    }
}

extension PerceptualHash {
    /// The eight bytes, each with its place: 256 times the place, plus the byte.
    var placedBytes: [Int] {
        (0..<8).map { place in place << 8 | Int(bits >> UInt64(place * 8) & 0xFF) }
    }
}
