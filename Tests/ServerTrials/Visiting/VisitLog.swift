internal import Synchronization

/// What all visitors of a server share: the ledger, what is wrong, and how much was done.
package final class VisitLog: Sendable {
    private struct State {
        var timings: [String: Timings] = [:]
        var refusals = 0
        var unanswered = 0
        var cut = 0
        var torn = 0
    }

    let ledger: Ledger
    let verdict: Verdict
    private let isStopped = Atomic(false)
    private let isEnding = Atomic(false)
    private let isKilled = Atomic(false)
    private let state = Mutex(State())

    package init(_ ledger: Ledger, _ verdict: Verdict) {
        self.ledger = ledger
        self.verdict = verdict
    }

    /// Whether visitors are to stop.
    var isOver: Bool { isStopped.load(ordering: .acquiring) }
    /// Whether the server may be gone.
    var mayEnd: Bool { isEnding.load(ordering: .acquiring) }

    func stop() { isStopped.store(true, ordering: .releasing) }

    /// The server is about to be told to end, or to be killed, after which nothing is promised of its answers.
    package func end(killed: Bool) {
        if killed { isKilled.store(true, ordering: .releasing) }
        isEnding.store(true, ordering: .releasing)
    }

    var counts: [String: Int] { state.withLock { $0.timings.mapValues(\.count) } }
    var refusals: Int { state.withLock { $0.refusals } }
    /// Requests whose connection ended without a byte of an answer; those of them that were sent before the server was
    /// told to end; answers that were not whole.
    package var unanswered: Int { state.withLock { $0.unanswered } }
    var cut: Int { state.withLock { $0.cut } }
    package var torn: Int { state.withLock { $0.torn } }
    func timings(of kind: String) -> Timings { state.withLock { $0.timings[kind] ?? Timings() } }

    /// Sends a request, and judges what is to be judged of every answer.
    package func send(_ call: HTTPCall, on session: inout HTTPSession, as kind: String) async -> HTTPOutcome {
        let begin = ContinuousClock.now
        let wasEnding = mayEnd
        let outcome = await session.send(call)
        let time = ContinuousClock.now - begin
        switch outcome {
        case .answered(let reply):
            state.withLock { state in
                state.timings[kind, default: Timings()].add(time)
                if reply.isDeliberateRefusal { state.refusals += 1 }
            }
        case .closed:
            state.withLock { state in
                state.unanswered += 1
                if !wasEnding { state.cut += 1 }
            }
            if !mayEnd { verdict.add("\(kind): the connection ended without an answer") }
        case .torn(let why):
            state.withLock { $0.torn += 1 }
            if !isKilled.load(ordering: .acquiring) { verdict.add("\(kind): \(why)") }
        case .late: verdict.add("\(kind): no answer came")
        }
        return outcome
    }

    /// An answer that is not the one that there should be is fine only where the server says that it has too much to do.
    package func judgeFailure(_ reply: HTTPReply, _ what: String) {
        if !reply.isDeliberateRefusal { verdict.add("\(what): \(reply.summary)") }
    }
}
