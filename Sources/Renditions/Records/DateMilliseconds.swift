#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Dates as whole milliseconds since 1970, the resolution that records keep.
package enum DateMilliseconds {
    /// Seconds from 1970 within which milliseconds are exact as a `Double`.
    package static let limit = 9e12

    package static func date(_ milliseconds: Int64) -> Date {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }

    /// The first millisecond that is not before `date`: for a date in a record, being at or after the one is the same
    /// as being at or after the other.
    package static func first(notBefore date: Date) -> Int64 {
        let seconds = min(max(date.timeIntervalSince1970, -limit), limit)
        var milliseconds = Int64((seconds * 1000).rounded())
        // Rounding may have gone either way; the comparison of dates is what counts.
        while milliseconds > Int64(-limit * 1000), self.date(milliseconds - 1) >= date { milliseconds -= 1 }
        while milliseconds < Int64(limit * 1000), self.date(milliseconds) < date { milliseconds += 1 }
        return milliseconds
    }
}
