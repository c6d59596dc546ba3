internal import RenditionsWorkflow

/// How something of a ledger is uploaded, and what may be answered to that.
enum Uploading {
    /// - Parameter waits: whether the answer is to come when the renditions are there.
    static func call(_ entry: Entry, gallery: Gallery, seed: UInt64, waits: Bool = false) -> HTTPCall {
        HTTPCall(
            "POST", "/images",
            [("Idempotency-Key", entry.idempotencyKey(of: seed))] + (waits ? [("Prefer", "wait=20")] : []),
            body: gallery.bytes(of: entry.content))
    }

    static func judge(_ outcome: HTTPOutcome, of entry: Entry, _ log: VisitLog) {
        guard case .answered(let reply) = outcome else { return }
        switch reply.status {
        case 200, 202:
            guard let id = reply.json?["id"]?.stringValue else {
                return log.verdict.add("an upload was accepted without an ID: \(reply.summary)")
            }
            if let problem = log.ledger.accept(entry.number, id: id) { log.verdict.add(problem) }
            let state = reply.json?["state"]?.stringValue
            if reply.status == 200, !entry.content.isHostile, state != "ready" {
                log.verdict.add("a picture that was waited for is \(state ?? "nothing")")
            }
        case 400..<500 where entry.content.isHostile: log.ledger.set(entry.number, to: .refused)
        default:
            if reply.isDeliberateRefusal { log.ledger.set(entry.number, to: .refused) }
            log.judgeFailure(reply, "upload")
        }
    }
}
