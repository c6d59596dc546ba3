#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Dates as HTTP writes them today: `Fri, 27 Nov 2026 06:30:00 GMT` (RFC 9110, section 5.6.7).
package enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Nil for whatever has another form.
    package static func parse(_ text: String) -> Date? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), let year = Int(parts[3]),
            let month = months.firstIndex(where: { $0 == parts[2] })
        else { return nil }
        let time = parts[4].split(separator: ":").map { Int($0) ?? -1 }
        guard time.count == 3, (0..<24).contains(time[0]), (0..<60).contains(time[1]), (0...60).contains(time[2]),
            (1...31).contains(day), (1970...9999).contains(year)
        else { return nil }
        return Date(
            timeIntervalSince1970: Double(
                CivilDay.number(year: year, month: month + 1, day: day) * 86_400 + time[0] * 3600 + time[1] * 60
                    + time[2]))
    }
}
