#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The JSON form in which stores keep a record: dates are whole milliseconds since 1970.
package enum RecordCoding {
    /// - Throws: ``StoreError`` with code `invalid-request` when the record has a number that JSON or a date that
    ///   milliseconds can't express.
    package static func document(_ record: AssetRecord) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            guard abs(date.timeIntervalSince1970) <= DateMilliseconds.limit else {
                throw EncodingError.invalidValue(
                    date, .init(codingPath: encoder.codingPath, debugDescription: "a date out of range"))
            }
            try container.encode(date.millisecondsSince1970)
        }
        do {
            return String(decoding: try encoder.encode(record), as: UTF8.self)
        } catch {
            throw StoreError(.invalidRequest, "The record has a number or a date that can't be stored.", cause: error)
        }
    }

    /// - Throws: ``StoreError`` with code `corrupt`.
    package static func record(_ document: String) throws -> AssetRecord {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let milliseconds = try decoder.singleValueContainer().decode(Int64.self)
            return DateMilliseconds.date(milliseconds)
        }
        do {
            return try decoder.decode(AssetRecord.self, from: Data(document.utf8))
        } catch {
            throw StoreError(.corrupt, "A stored record can't be read.", cause: error)
        }
    }
}
