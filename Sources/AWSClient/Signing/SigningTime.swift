#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// A moment as signatures write it: whole seconds, in UTC.
package struct SigningTime: Hashable, Sendable {
    /// As in `20150830`: what a signing key is good for.
    package let day: String
    /// As in `20150830T123600Z`.
    package let stamp: String

    /// What is finer than a second is left out.
    package init(_ date: Date) {
        let (number, second) = CivilDay.divided(Int(date.timeIntervalSince1970.rounded(.down)), 86_400)
        let (year, month, dayOfMonth) = CivilDay.date(number)
        day = Self.digits(year, 4) + Self.digits(month, 2) + Self.digits(dayOfMonth, 2)
        stamp =
            "\(day)T" + Self.digits(second / 3600, 2) + Self.digits(second / 60 % 60, 2) + Self.digits(second % 60, 2)
            + "Z"
    }

    private static func digits(_ value: Int, _ count: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
}
