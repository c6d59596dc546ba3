package import NIOCore

/// Whether a client sends, or takes, fast enough, judged by windows of time in which it is waited for.
package struct ClientPace: Sendable {
    /// How often within a window it is looked whether a client is too slow for a crowd.
    private static let looks = 4

    /// A part of a window.
    private let part: TimeAmount
    /// Bytes that have to come through in each window.
    private let quota: Int
    /// Those in each part of one while others wait for this client's turn.
    private let quotaInCrowd: Int
    /// Parts of this window that are over, and bytes that came through in those.
    private var parts = 0
    private var bytesBefore = 0
    /// Time waited in this part, until somebody began to wait last.
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
        let secondsOfPart = seconds / Double(Self.looks)
        part = TimeAmount(seconds: secondsOfPart)
        quota = Self.quota(seconds, perSecond)
        quotaInCrowd = Self.quota(secondsOfPart, perSecondInCrowd)
    }

    /// A client that does nothing at all is too slow whatever is asked.
    private static func quota(_ seconds: Double, _ perSecond: Int) -> Int {
        Int(min(max(1, seconds * Double(perSecond)), 1e15))
    }

    /// When to look again if nothing comes until then; nil while nobody waits.
    package var deadline: NIODeadline? { waitsSince.map { $0 + (part - waited) } }

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
        (bytes, bytesBefore, parts) = (0, 0, 0)
    }

    /// Ends the part of a window if its time is over, and begins the next.
    ///
    /// - Parameter inCrowd: whether others wait for this client's turn.
    /// - Returns: whether too little came through: in the window, if it is over as well, or in the part, in a crowd.
    package mutating func isTooSlow(at now: NIODeadline, inCrowd: Bool = false) -> Bool {
        guard let since = waitsSince else { return false }
        let time = waited + (now - since)
        // Looked at late, several parts may be over.
        let over = Int(time.nanoseconds / max(1, part.nanoseconds))
        guard over > 0 else { return false }
        let isTooSlowForCrowd = inCrowd && bytes / over < quotaInCrowd
        waited = .nanoseconds(time.nanoseconds - Int64(over) * part.nanoseconds)
        waitsSince = now
        bytesBefore += bytes
        bytes = 0
        parts += over
        guard parts >= Self.looks else { return isTooSlowForCrowd }
        defer { (bytesBefore, parts) = (0, 0) }
        return isTooSlowForCrowd || bytesBefore < quota
    }
}

extension TimeAmount {
    init(seconds: Double) { self = .nanoseconds(Int64(min(max(0, seconds), 1e9) * 1e9)) }
}
