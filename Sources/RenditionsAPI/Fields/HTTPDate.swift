#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension Date {
    /// As header fields have it (RFC 9110, section 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
    var httpText: String {
        let seconds = Int(timeIntervalSince1970.rounded(.down))
        let (days, second) = (Self.floor(seconds, 86_400), seconds - Self.floor(seconds, 86_400) * 86_400)
        let (year, month, day) = Self.civil(days)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        // The first of January 1970 was a Thursday.
        let weekday = Self.weekdays[days + 4 - Self.floor(days + 4, 7) * 7]
        return "\(weekday), \(two(day)) \(Self.months[month - 1]) \(year) "
            + "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60)) GMT"
    }

    /// The day of the Gregorian calendar that is so many days after the first of January 1970. A calendar of Foundation's does
    /// the same and takes longer than all the rest of an answer. (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms",
    /// civil_from_days.)
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        // From the first of March of the year 0 on, in eras of 400 years, so that leap days are the last of their year.
        let shifted = days + 719_468
        let era = floor(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let year = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        return (era * 400 + year + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9, day)
    }

    /// Division that rounds down, below zero too.
    private static func floor(_ number: Int, _ divisor: Int) -> Int {
        number >= 0 ? number / divisor : -((-number + divisor - 1) / divisor)
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
