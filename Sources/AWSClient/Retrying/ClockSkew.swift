internal import Synchronization

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// By how much a service's clock differs from this machine's, as its replies told.
package final class ClockSkew: Sendable {
    /// Seconds that signatures may be off. AWS lets pass 15 minutes, and some services five.
    private static let tolerance = 240.0

    private let seconds = Mutex(0.0)

    package init() {}

    /// What the service's clock shows.
    func corrected(_ now: Date) -> Date { now.addingTimeInterval(seconds.withLock { $0 }) }

    /// Seconds from this machine's clock to the service's. What a signature was made with tells whether another may do better.
    var offset: Double { seconds.withLock { $0 } }

    /// Takes over the date of a reply that refused a signature for its time, or may have.
    ///
    /// - Parameter offset: that the signature was made with. Another call may have learned better meanwhile.
    /// - Returns: whether signatures are made with another time than that from now on.
    func learn(from date: Date, now: Date, after offset: Double) -> Bool {
        let difference = date.timeIntervalSince(now)
        return seconds.withLock { seconds in
            if abs(difference - seconds) >= Self.tolerance { seconds = difference }
            return abs(seconds - offset) >= Self.tolerance
        }
    }
}
