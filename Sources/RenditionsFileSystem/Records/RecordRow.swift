internal import GRDB
internal import Renditions

/// What is read of a record.
struct RecordRow: FetchableRecord, Sendable {
    var revision: Int64
    var document: String

    init(row: Row) throws {
        revision = row["revision"]
        document = row["document"]
    }

    var record: Revised<AssetRecord> {
        get throws { Revised(try RecordCoding.record(document), revision: Revision(String(revision))) }
    }
}
