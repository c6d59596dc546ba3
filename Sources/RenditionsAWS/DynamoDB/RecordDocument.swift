internal import Renditions

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A record as the JSON that stands in its item: dates are whole milliseconds since 1970.
enum RecordDocument {
    /// Seconds from 1970 within which milliseconds are exact as a `Double`.
    private static let limit = 9e12

    /// - Throws: `StoreError` with code `invalid-request` for a number that JSON or a date that milliseconds can't express.
    static func text(_ record: AssetRecord) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            guard abs(date.timeIntervalSince1970) <= limit else {
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

    /// - Throws: `StoreError` with code `corrupt`.
    static func record(_ text: String) throws -> AssetRecord {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            Date(timeIntervalSince1970: Double(try decoder.singleValueContainer().decode(Int64.self)) / 1000)
        }
        do {
            return try decoder.decode(AssetRecord.self, from: Data(text.utf8))
        } catch {
            throw StoreError(.corrupt, "A record in the table can't be read.", cause: error)
        }
    }
}
