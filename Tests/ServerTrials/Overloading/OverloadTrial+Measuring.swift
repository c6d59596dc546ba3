internal import RenditionsTesting

extension OverloadTrial {
    /// For how long what the server can do is measured.
    private var measured: Duration { .seconds(min(8, options.seconds)) }

    /// Images that the server makes renditions of in a second, with as many at once as it works on, and some more.
    func capacity(of server: ServerProcess) async throws -> Double {
        let begin = ContinuousClock.now
        let done = try await withThrowingTaskGroup(of: Int.self) { group in
            for lane in 0..<4 {
                group.addTask {
                    var random = SeededRandom(seed: options.seed &+ UInt64(lane))
                    return try await HTTPSession.run(port: server.port) { session in
                        var count = 0
                        while ContinuousClock.now - begin < measured, session.isOpen {
                            if try await upload(&session, &random, waits: true) { count += 1 }
                        }
                        return count
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        return Double(done) / ((ContinuousClock.now - begin) / .seconds(1))
    }

    /// How long uploads take to be accepted while nobody else sends any.
    func answerTimes(of server: ServerProcess) async throws -> Timings {
        var random = SeededRandom(seed: options.seed &+ 100)
        return try await HTTPSession.run(port: server.port) { session in
            var timings = Timings()
            for _ in 0..<min(100, 10 * options.seconds) where session.isOpen {
                let begin = ContinuousClock.now
                guard try await upload(&session, &random, waits: false) else { continue }
                timings.add(ContinuousClock.now - begin)
                // So that it is processed before the next comes.
                try await Task.sleep(for: .milliseconds(60))
            }
            return timings
        }
    }

    /// Seconds until ten uploads after each other are accepted, none of them slower than before.
    func recovery(of server: ServerProcess, unloaded: Timings) async throws -> Double {
        let begin = ContinuousClock.now
        let usual = Duration.seconds(2 * (unloaded.quantile(1) ?? 1))
        var random = SeededRandom(seed: options.seed &+ 200)
        var good = 0
        while good < 10, ContinuousClock.now - begin < .seconds(60) {
            good = try await HTTPSession.run(port: server.port) { [good] session in
                var good = good
                while good < 10, session.isOpen {
                    let begin = ContinuousClock.now
                    let isAccepted = try await upload(&session, &random, waits: false)
                    good = isAccepted && ContinuousClock.now - begin <= usual ? good + 1 : 0
                    try await Task.sleep(for: .milliseconds(60))
                }
                return good
            }
        }
        return (ContinuousClock.now - begin) / .seconds(1)
    }

    /// - Returns: whether it was accepted.
    private func upload(
        _ session: inout HTTPSession, _ random: inout SeededRandom, waits: Bool
    ) async throws -> Bool {
        let log = VisitLog(ledger, verdict)
        let entry = ledger.send(Content(kind: gallery.picture(random.next()), serial: random.next()))
        let call = Uploading.call(entry, gallery: gallery, seed: options.seed, waits: waits)
        Uploading.judge(await log.send(call, on: &session, as: "upload"), of: entry, log)
        return ledger.standing(of: entry.number) == .accepted
    }
}
