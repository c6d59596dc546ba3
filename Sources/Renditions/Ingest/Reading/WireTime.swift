#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The time of an event, in any form in which stores give it: a text of ISO 8601 with or without fractions and zone
/// (none is UTC), or seconds since 1970. Never a reason to refuse an event: nothing is decided by it.
struct WireTime: Decodable {
    let date: Date?

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            date = Self.date(text)
        } else if let seconds = try? container.decode(Double.self), abs(seconds) < 1e12 {
            date = Date(timeIntervalSince1970: seconds).roundedToMilliseconds
        } else {
            date = nil
        }
    }

    private static func date(_ text: String) -> Date? {
        guard (19...40).contains(text.utf8.count), text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let hasZone = text.last == "Z" || text.dropFirst(19).contains { $0 == "+" || $0 == "-" }
        let text = hasZone ? text : text + "Z"
        let date =
            (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
            ?? (try? Date(text, strategy: Date.ISO8601FormatStyle()))
        return date?.roundedToMilliseconds
    }
}
