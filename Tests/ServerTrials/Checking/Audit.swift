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
        /// Images that nobody worked on although they were pending: their uploads were cut off, and never acknowledged.
        package var leftPending = 0

        static func + (left: Counts, right: Counts) -> Counts {
            var sum = left
            sum.images += right.images
            sum.renditions += right.renditions
            sum.failures += right.failures
            sum.deletions += right.deletions
            sum.sentAgain += right.sentAgain
            sum.repeated += right.repeated
            sum.leftPending += right.leftPending
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

    /// Looks at each entry, once the server has come to an end with it, and sends again what got no answer.
    ///
    /// - Parameters:
    ///   - round: looks only at what was sent or has changed in this round; nil for everything.
    ///   - limit: longer than the server may take for what it has to do.
    package func run(round: Int? = nil, limit: Duration = .seconds(300)) async throws -> Counts {
        let entries = log.ledger.entries.filter { round == nil || $0.round == round || $0.changed == round }
        // First of all, with nothing sent that could have helped: what was acknowledged becomes by itself what it must.
        let end = ContinuousClock.now + limit
        var counts = try await each(of: entries) { entry, session in await check(entry, until: end, &session) }
        let unanswered = entries.filter { $0.standing == .sent }
        counts.leftPending = try await pending().count
        counts = try await counts + each(of: unanswered) { entry, session in await sendAgain(entry, &session) }
        try await waitUntilIdle(limit)
        let resent = unanswered.map { log.ledger.entries[$0.number] }
        counts = try await counts + each(of: resent) { entry, session in await check(entry, until: end, &session) }
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

    /// With everything sent again that was cut off, there is nothing that nobody works on.
    private func waitUntilIdle(_ limit: Duration) async throws {
        let end = ContinuousClock.now + limit
        while true {
            let pending = try await pending()
            if pending.isEmpty { return }
            guard ContinuousClock.now < end else { return log.verdict.add("\(pending) are still not done") }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Images that are not done.
    private func pending() async throws -> [String] {
        let call = HTTPCall("GET", "/images?state=pending,processing&limit=200")
        let outcome = try await HTTPSession.run(port: port) { await log.send(call, on: &$0, as: "audit") }
        guard case .answered(let reply) = outcome, let images = reply.json?["images"]?.arrayValue else {
            log.verdict.add("the list of what is pending can't be read: \(outcome)")
            return []
        }
        return images.compactMap { $0["id"]?.stringValue }
    }

    private func sendAgain(_ entry: Entry, _ session: inout HTTPSession) async -> Counts {
        let call = Uploading.call(entry, gallery: gallery, seed: seed)
        Uploading.judge(await log.send(call, on: &session, as: "upload again"), of: entry, log)
        var counts = Counts()
        if entry.standing == .accepted { counts.repeated = 1 } else { counts.sentAgain = 1 }
        return counts
    }
}
