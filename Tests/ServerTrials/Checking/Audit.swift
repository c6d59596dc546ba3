internal import NIOCore
internal import RenditionsWorkflow

/// Looks, from outside, whether a server that has nothing to do any more has everything that was acknowledged.
package struct Audit: Sendable {
    /// What was looked at.
    package struct Counts: Sendable {
        package var images = 0
        package var renditions = 0
        package var failures = 0
        package var deletions = 0
        /// Uploads that had got no answer, and were sent again.
        package var sentAgain = 0
        /// Acknowledged uploads that were sent again with their idempotency key.
        package var repeated = 0

        static func + (left: Counts, right: Counts) -> Counts {
            var sum = left
            sum.images += right.images
            sum.renditions += right.renditions
            sum.failures += right.failures
            sum.deletions += right.deletions
            sum.sentAgain += right.sentAgain
            sum.repeated += right.repeated
            return sum
        }
    }

    let port: Int
    let gallery: Gallery
    let seed: UInt64
    let log: VisitLog

    /// - Parameters:
    ///   - port: of a server that serves what the ledger tells of.
    ///   - seed: from which the idempotency keys follow.
    package init(port: Int, gallery: Gallery, seed: UInt64, ledger: Ledger, verdict: Verdict) {
        self.init(port: port, gallery: gallery, seed: seed, log: VisitLog(ledger, verdict))
    }

    init(port: Int, gallery: Gallery, seed: UInt64, log: VisitLog) {
        self.port = port
        self.gallery = gallery
        self.seed = seed
        self.log = log
    }

    /// Sends again what got no answer, waits until the server has nothing to do, and looks at each entry.
    ///
    /// - Parameter round: looks only at what was sent or has changed in this round; nil for everything.
    package func run(round: Int? = nil, limit: Duration = .seconds(300)) async throws -> Counts {
        // First of all, with nothing done that could have helped: what was acknowledged becomes what it must by itself.
        guard try await waitUntilIdle(limit) else { return Counts() }
        let entries = log.ledger.entries.filter { round == nil || $0.round == round || $0.changed == round }
        var counts = try await each(of: entries) { entry, session in await check(entry, &session) }
        let unanswered = entries.filter { $0.standing == .sent }
        counts = try await counts + each(of: unanswered) { entry, session in await sendAgain(entry, &session) }
        guard try await waitUntilIdle(limit) else { return counts }
        let resent = log.ledger.entries.filter { entry in unanswered.contains { $0.number == entry.number } }
        counts = try await counts + each(of: resent) { entry, session in await check(entry, &session) }
        let accepted = entries.filter { $0.standing == .accepted && $0.number.isMultiple(of: 4) } + resent
        return try await counts + each(of: accepted) { entry, session in await sendAgain(entry, &session) }
    }

    /// Four at a time.
    private func each(
        of entries: [Entry], _ body: @Sendable @escaping (Entry, inout HTTPSession) async -> Counts
    ) async throws -> Counts {
        try await withThrowingTaskGroup(of: Counts.self) { group in
            for lane in 0..<4 {
                group.addTask {
                    var counts = Counts()
                    var rest = entries.enumerated().filter { $0.offset % 4 == lane }.map(\.element)[...]
                    while !rest.isEmpty {
                        (counts, rest) = try await HTTPSession.run(port: port) { [counts, rest] session in
                            var (counts, rest) = (counts, rest)
                            while session.isOpen, let entry = rest.popFirst() {
                                counts = await counts + body(entry, &session)
                            }
                            return (counts, rest)
                        }
                    }
                    return counts
                }
            }
            return try await group.reduce(Counts(), +)
        }
    }

    /// - Returns: whether the server came to that.
    private func waitUntilIdle(_ limit: Duration) async throws -> Bool {
        let end = ContinuousClock.now + limit
        var last = "no answer"
        while ContinuousClock.now < end {
            let outcome = try await HTTPSession.run(port: port) { session in
                await session.send(HTTPCall("GET", "/images?state=pending,processing&limit=5"))
            }
            if case .answered(let reply) = outcome, reply.status == 200 {
                if reply.json?["images"]?.arrayValue?.isEmpty == true { return true }
                last = reply.summary
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        log.verdict.add("there is still something to do after \(limit): \(last)")
        return false
    }

    private func sendAgain(_ entry: Entry, _ session: inout HTTPSession) async -> Counts {
        let call = Uploading.call(entry, gallery: gallery, seed: seed)
        Uploading.judge(await log.send(call, on: &session, as: "upload again"), of: entry, log)
        var counts = Counts()
        if entry.standing == .accepted { counts.repeated = 1 } else { counts.sentAgain = 1 }
        return counts
    }
}
