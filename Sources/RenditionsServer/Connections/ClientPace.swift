package import NIOCore

/// Whether a client sends, or takes, fast enough, judged by windows of time in which it is waited for.
package struct ClientPace: Sendable {
    private let window: TimeAmount
    /// Bytes that have to come through in each window.
    private let quota: Int
    /// The same while others wait for this client's turn.
    private let quotaInCrowd: Int
    /// Time waited in this window, until somebody began to wait last.
    private var waited = TimeAmount.zero
    private var waitsSince: NIODeadline?
    private var bytes = 0

    /// Of a body.
    package static func sending(_ limits: ConnectionLimits) -> ClientPace {
        ClientPace(
            seconds: limits.bodyWindowSeconds, perSecond: limits.minimumBytesPerSecond,
            perSecondInCrowd: limits.minimumBytesPerSecondInCrowd)
    }

    /// Of an answer.
    package static func taking(_ limits: ConnectionLimits) -> ClientPace {
        ClientPace(
            seconds: limits.writeSeconds, perSecond: limits.minimumBytesPerSecond,
            perSecondInCrowd: limits.minimumBytesPerSecond)
    }

    private init(seconds: Double, perSecond: Int, perSecondInCrowd: Int) {
        window = TimeAmount(seconds: seconds)
        quota = Self.quota(seconds, perSecond)
        quotaInCrowd = max(quota, Self.quota(seconds, perSecondInCrowd))
    }

    /// A client that does nothing at all is too slow whatever is asked.
    private static func quota(_ seconds: Double, _ perSecond: Int) -> Int {
        Int(min(max(1, seconds * Double(perSecond)), 1e15))
    }

    /// When the window ends if nothing comes until then; nil while nobody waits.
    package var deadline: NIODeadline? { waitsSince.map { $0 + (window - waited) } }

    /// The client is waited for.
    package mutating func begin(at now: NIODeadline) {
        if waitsSince == nil { waitsSince = now }
    }

    /// Bytes came through, and the client is not waited for any more.
    package mutating func receive(_ count: Int, at now: NIODeadline) {
        pass(count)
        pause(at: now)
    }

    /// Bytes came through, and the client is still waited for.
    package mutating func pass(_ count: Int) { bytes += count }

    /// The client is not waited for any more.
    package mutating func pause(at now: NIODeadline) {
        guard let since = waitsSince else { return }
        waited = waited + (now - since)
        waitsSince = nil
    }

    /// All has come through, or it is given up.
    package mutating func end() {
        waitsSince = nil
        waited = .zero
        bytes = 0
    }

    /// Ends the window if its time is over, and begins the next.
    ///
    /// - Parameter inCrowd: whether others wait for this client's turn.
    /// - Returns: whether too little came through in it.
    package mutating func isTooSlow(at now: NIODeadline, inCrowd: Bool = false) -> Bool {
        guard let deadline, deadline <= now else { return false }
        defer {
            waited = .zero
            waitsSince = now
            bytes = 0
        }
        return bytes < (inCrowd ? quotaInCrowd : quota)
    }
}

extension TimeAmount {
    init(seconds: Double) { self = .nanoseconds(Int64(min(max(0, seconds), 1e9) * 1e9)) }
}
