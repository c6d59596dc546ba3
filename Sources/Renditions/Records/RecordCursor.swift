#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The place in a listing of records after which a page starts: the update instant and the ID of the last record.
///
/// Written `order/milliseconds/id`, so that a cursor of one order is not taken for another's.
package struct RecordCursor: Sendable {
    package var milliseconds: Int64
    package var id: AssetID

    package init(milliseconds: Int64, id: AssetID) {
        self.milliseconds = milliseconds
        self.id = id
    }

    package init(_ record: AssetRecord) {
        self.init(milliseconds: record.updated.millisecondsSince1970, id: record.id)
    }

    /// - Throws: ``StoreError`` with code `invalid-request`.
    package init(_ text: String, order: RecordOrder) throws {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == order.rawValue, let milliseconds = Int64(parts[1]),
            let id = try? AssetID(String(parts[2]))
        else { throw StoreError(.invalidRequest, "The cursor is not one that this store gave for this order.") }
        self.milliseconds = milliseconds
        self.id = id
    }

    package func text(order: RecordOrder) -> String {
        "\(order.rawValue)/\(milliseconds)/\(id)"
    }

    /// Whether this place comes before a record.
    package func isBefore(_ record: AssetRecord, in order: RecordOrder) -> Bool {
        let other = record.updated.millisecondsSince1970
        switch order {
        case .oldestUpdateFirst where milliseconds != other: return milliseconds < other
        case .newestUpdateFirst where milliseconds != other: return milliseconds > other
        default: return id < record.id
        }
    }
}

extension Date {
    /// Clamped to what a date can reasonably be: years up to about 285,000 before and after.
    package var millisecondsSince1970: Int64 {
        let milliseconds = (timeIntervalSince1970 * 1000).rounded()
        return milliseconds.isNaN ? 0 : Int64(max(-9e15, min(9e15, milliseconds)))
    }
}
