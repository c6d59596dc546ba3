internal import RenditionsTesting

/// A client like most: it uploads pictures, one after the other, and each is to be accepted.
struct Uploader: Sendable {
    let port: Int
    let gallery: Gallery
    let seed: UInt64
    let verdict: Verdict
    private let ledger = Ledger()

    init(port: Int, gallery: Gallery, seed: UInt64, _ verdict: Verdict) {
        self.port = port
        self.gallery = gallery
        self.seed = seed
        self.verdict = verdict
    }

    /// - Returns: how long it took to be answered.
    func upload(until isOver: Signal) async throws -> Timings {
        let log = VisitLog(ledger, verdict)
        var random = SeededRandom(seed: seed &+ 7)
        while !isOver.isSet {
            let entry = ledger.send(Content(kind: gallery.picture(random.next()), serial: random.next()))
            let call = Uploading.call(entry, gallery: gallery, seed: seed)
            try await HTTPSession.run(port: port) { session in
                Uploading.judge(await log.send(call, on: &session, as: "upload"), of: entry, log)
            }
            if ledger.standing(of: entry.number) == .refused { verdict.add("who uploads beside them is turned away") }
            // So that it is processed before the next comes.
            try await Task.sleep(for: .milliseconds(100))
        }
        return log.timings(of: "upload")
    }
}
