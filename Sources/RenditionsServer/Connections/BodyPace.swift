package import NIOCore

/// Whether a body comes fast enough, judged by windows of time in which somebody waits for it.
package struct BodyPace: Sendable {
    private let window: TimeAmount
    /// Bytes that have to come in each window.
    private let quota: Int
    /// Time waited in this window, until somebody began to wait last.
    private var waited = TimeAmount.zero
    private var waitsSince: NIODeadline?
    private var bytes = 0

    package init(_ limits: ConnectionLimits) {
        window = TimeAmount(seconds: limits.bodyWindowSeconds)
        quota = max(1, Int(limits.bodyWindowSeconds * Double(limits.minimumBytesPerSecond)))
    }

    /// When the window ends if nothing comes until then; nil while nobody waits.
    package var deadline: NIODeadline? { waitsSince.map { $0 + (window - waited) } }

    /// Somebody waits for more.
    package mutating func begin(at now: NIODeadline) {
        if waitsSince == nil { waitsSince = now }
    }

    package mutating func receive(_ count: Int, at now: NIODeadline) {
        bytes += count
        guard let since = waitsSince else { return }
        waited = waited + (now - since)
        waitsSince = nil
    }

    /// The body is whole, or given up.
    package mutating func end() { waitsSince = nil }

    /// Ends the window if its time is over, and begins the next.
    ///
    /// - Returns: whether too little came in it.
    package mutating func isTooSlow(at now: NIODeadline) -> Bool {
        guard let deadline, deadline <= now else { return false }
        defer {
            waited = .zero
            waitsSince = now
            bytes = 0
        }
        return bytes < quota
    }
}

extension TimeAmount {
    init(seconds: Double) { self = .nanoseconds(Int64(min(max(0, seconds), 1e9) * 1e9)) }
}
