#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What ``RefreshingCredentials`` keeps, and what is to be done when.
struct RefreshState {
    enum Step {
        case use(AWSCredentials)
        /// With what may be used meanwhile.
        case refresh(AWSCredentials?)
    }

    enum Waiting {
        case cancelled, waits, begins
    }

    private var current: AWSCredentials?
    /// When ``current`` is to be replaced.
    private var refreshAt: Date?
    private var isRefreshing = false
    private var task: Task<Void, Never>?
    private var waiters: [Int: CheckedContinuation<AWSCredentials, any Error>] = [:]
    private var count = 0

    /// Seconds before the end, at most, that credentials are replaced.
    private static let lead = 900.0
    /// Seconds until a refresh that failed is tried again, while the old credentials are good.
    private static let pause = 30.0

    /// Whether nobody refreshes.
    var isIdle: Bool { !isRefreshing }

    func step(_ now: Date) -> Step {
        guard let current, current.isGood(now) else { return .refresh(nil) }
        guard let refreshAt, now >= refreshAt else { return .use(current) }
        return .refresh(current)
    }

    mutating func nextID() -> Int {
        count += 1
        return count
    }

    mutating func wait(
        _ id: Int, _ waiter: CheckedContinuation<AWSCredentials, any Error>, isCancelled: Bool
    ) -> Waiting {
        if isCancelled { return .cancelled }
        waiters[id] = waiter
        if isRefreshing { return .waits }
        isRefreshing = true
        return .begins
    }

    mutating func began(_ task: Task<Void, Never>) {
        if isRefreshing { self.task = task }
    }

    /// - Returns: who left, and what nobody waits for any more.
    mutating func leave(_ id: Int) -> (CheckedContinuation<AWSCredentials, any Error>?, Task<Void, Never>?) {
        guard let waiter = waiters.removeValue(forKey: id) else { return (nil, nil) }
        return (waiter, waiters.isEmpty ? task : nil)
    }

    /// - Returns: everyone who waits.
    mutating func finish(
        _ result: Result<AWSCredentials, any Error>, now: Date, random: Double
    ) -> [CheckedContinuation<AWSCredentials, any Error>] {
        switch result {
        case .success(let credentials):
            current = credentials
            // A quarter of the time that they are good, and some of that by chance: processes that began together need
            // not all ask at once.
            refreshAt = credentials.expiration.map { end in
                end - min(Self.lead, end.timeIntervalSince(now) / 4) * (1 - 0.3 * random)
            }
        case .failure:
            if current != nil { refreshAt = now + Self.pause * (1 + random) }
        }
        isRefreshing = false
        task = nil
        defer { waiters = [:] }
        return Array(waiters.values)
    }

    mutating func discard(_ credentials: AWSCredentials) {
        if current == credentials { (current, refreshAt) = (nil, nil) }
    }
}

extension AWSCredentials {
    /// Whether a request that is signed now will arrive in time.
    func isGood(_ now: Date) -> Bool { expiration.map { $0.timeIntervalSince(now) > 5 } ?? true }
}
