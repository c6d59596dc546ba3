internal import RenditionsTesting

/// Uploads that come when they come, whether those before them were answered or not.
struct Storm: Sendable {
    /// What became of them.
    struct Result: Sendable {
        var accepted = Timings()
        var refused = Timings()
        /// Uploads that were sent in a second.
        var rate = 0.0
    }

    /// More than a server lets in and has wait, so that none of them holds the others up.
    private static let senders = 192

    let port: Int
    let gallery: Gallery
    let seed: UInt64
    let ledger: Ledger
    let verdict: Verdict
    let perSecond: Double
    let seconds: Int

    func run() async throws -> Result {
        let begin = ContinuousClock.now
        let count = Int(perSecond * Double(seconds))
        var result = try await withThrowingTaskGroup(of: Result.self) { group in
            for sender in 0..<min(Self.senders, count) {
                group.addTask { try await send(sender, of: count, from: begin) }
            }
            return try await group.reduce(into: Result()) { sum, part in
                sum.accepted.add(part.accepted)
                sum.refused.add(part.refused)
            }
        }
        let time = (ContinuousClock.now - begin) / .seconds(1)
        result.rate = Double(result.accepted.count + result.refused.count) / time
        return result
    }

    /// Sends its share, each upload when its time has come. Those that are late at the end of the time are left out.
    private func send(_ sender: Int, of count: Int, from begin: ContinuousClock.Instant) async throws -> Result {
        var random = SeededRandom(seed: seed &+ 1000 &+ UInt64(sender))
        var result = Result()
        var number = sender
        let end = begin + .seconds(seconds)
        while number < count, ContinuousClock.now < end {
            (random, result, number) = try await HTTPSession.run(port: port) { [random, result, number] session in
                var (random, result, number) = (random, result, number)
                while number < count, session.isOpen, ContinuousClock.now < end {
                    try await Task.sleep(until: begin + .seconds(Double(number) / perSecond))
                    await upload(&session, &random, &result)
                    number += Self.senders
                }
                return (random, result, number)
            }
        }
        return result
    }

    private func upload(_ session: inout HTTPSession, _ random: inout SeededRandom, _ result: inout Result) async {
        let log = VisitLog(ledger, verdict)
        let entry = ledger.send(Content(kind: gallery.picture(random.next()), serial: random.next()))
        let call = Uploading.call(entry, gallery: gallery, seed: seed)
        let begin = ContinuousClock.now
        let outcome = await log.send(call, on: &session, as: "upload")
        let time = ContinuousClock.now - begin
        Uploading.judge(outcome, of: entry, log)
        switch ledger.standing(of: entry.number) {
        case .accepted: result.accepted.add(time)
        case .refused: result.refused.add(time)
        default: break
        }
    }
}
