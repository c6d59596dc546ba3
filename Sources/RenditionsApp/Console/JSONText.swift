#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// JSON as the tool prints it: members in alphabetical order, dates in ISO 8601.
enum JSONText {
    /// On one line, whatever its reader takes for the end of one.
    static func line(_ value: some Encodable) throws -> String { try text(value, []).printableJSON }

    /// Indented.
    static func page(_ value: some Encodable) throws -> String { try text(value, .prettyPrinted) }

    private static func text(_ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
        encoder.dateEncodingStrategy = .iso8601
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
