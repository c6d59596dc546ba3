internal import NIOCore

/// How long one waits for a client in all, over many times of waiting.
struct WaitingTime: Sendable {
    private let limit: TimeAmount
    private var spent = TimeAmount.zero
    private var since: NIODeadline?

    init(limit: TimeAmount) { self.limit = limit }

    /// When there is no time left if the client does nothing until then; nil while nobody waits.
    var deadline: NIODeadline? { since.map { $0 + (limit - spent) } }

    mutating func begin(at now: NIODeadline) {
        if since == nil { since = now }
    }

    mutating func end(at now: NIODeadline) {
        guard let since else { return }
        spent = spent + (now - since)
        self.since = nil
    }

    func isOver(at now: NIODeadline) -> Bool { deadline.map { $0 <= now } ?? false }
}
