internal import NIOCore
internal import RenditionsTesting
internal import RenditionsWorkflow

/// A client that does now this, now that, over a connection that it keeps as long as it can, and judges every answer.
struct Visitor {
    /// How often it does what, as parts of their sum.
    struct Mix: Sendable {
        var upload = 40
        var readRecord = 15
        var readRendition = 25
        var delete = 8
        var list = 6
        var follow = 6
        /// Of 100 uploads, those of hostile files, of which the server takes some, and those that halt in the middle.
        var hostilePercent = 0
        var haltPercent = 10
        /// Above so many images that are there, one is deleted in place of an upload.
        var maximumLive = Int.max
    }

    let port: Int
    let gallery: Gallery
    let seed: UInt64
    let mix: Mix
    let log: VisitLog
    var random: SeededRandom

    /// Goes on until it is told to stop, or nobody listens any more and that is fine.
    mutating func run() async {
        while !log.isOver {
            do {
                let next = try await HTTPSession.run(port: port) { [self] session in
                    var visitor = self
                    while session.isOpen, !log.isOver { await visitor.visit(&session) }
                    return visitor.random
                }
                random = next
            } catch {
                if !log.mayEnd { log.verdict.add("no connection: \(error)") }
                return
            }
        }
    }

    private mutating func visit(_ session: inout HTTPSession) async {
        let parts = [mix.upload, mix.readRecord, mix.readRendition, mix.delete, mix.list, mix.follow]
        var choice = Int(random.next() % UInt64(parts.reduce(0, +)))
        let kind = parts.firstIndex { part in
            choice -= part
            return choice < 0
        }
        switch kind {
        case 0 where log.ledger.liveCount > mix.maximumLive: await delete(&session)
        case 0: await upload(&session)
        case 1: await readRecord(&session)
        case 2: await readRendition(&session)
        case 3: await delete(&session)
        case 4: await list(&session)
        default: await follow(&session)
        }
    }

    private mutating func upload(_ session: inout HTTPSession) async {
        let choice = random.next()
        let isHostile = random.next() % 100 < UInt64(mix.hostilePercent)
        let kind = isHostile ? gallery.hostile(choice) : gallery.picture(choice)
        let entry = log.ledger.send(Content(kind: kind, serial: random.next()))
        var call = Uploading.call(entry, gallery: gallery, seed: seed, waits: random.next() % 100 < 20)
        if random.next() % 100 < UInt64(mix.haltPercent) {
            call = call.halting(for: .milliseconds(Int(random.next() % 300)))
        }
        let outcome = await log.send(call, on: &session, as: "upload")
        Uploading.judge(outcome, of: entry, log)
    }

    private mutating func readRecord(_ session: inout HTTPSession) async {
        guard let entry = log.ledger.pick(random.next()), let id = entry.id else { return }
        guard case .answered(let reply) = await log.send(HTTPCall("GET", "/images/\(id)"), on: &session, as: "record")
        else { return }
        guard reply.status == 200 || isGone(entry, reply) else { return log.judgeFailure(reply, "record of \(id)") }
        guard reply.status == 200, let tag = reply["ETag"], session.isOpen else { return }
        // Unchanged, or changed meanwhile.
        let again = HTTPCall("GET", "/images/\(id)", [("If-None-Match", tag)])
        if case .answered(let reply) = await log.send(again, on: &session, as: "record"),
            reply.status != 304, reply.status != 200, !isGone(entry, reply)
        {
            log.judgeFailure(reply, "record of \(id), again")
        }
    }

    private mutating func readRendition(_ session: inout HTTPSession) async {
        guard let entry = log.ledger.pick(random.next()), let id = entry.id else { return }
        let rendition = Scratch.renditions[Int(random.next() % UInt64(Scratch.renditions.count))]
        let isPart = random.next() % 8 == 0
        let call = HTTPCall(
            "GET", "/images/\(id)/renditions/\(rendition.name)", isPart ? [("Range", "bytes=0-9")] : [])
        guard case .answered(let reply) = await log.send(call, on: &session, as: "rendition") else { return }
        switch reply.status {
        case 200, 206:
            guard reply["Content-Type"] == rendition.type, reply.body.readableBytesView.starts(with: rendition.start),
                reply.status == 200 || reply.body.readableBytes == 10
            else { return log.verdict.add("rendition \(rendition.name) of \(id) is not whole: \(reply.status)") }
        // Not made yet, or of something that could not be processed.
        case 404 where reply.json?["code"] == "not-ready" || entry.content.isHostile: break
        case _ where isGone(entry, reply): break
        default: log.judgeFailure(reply, "rendition of \(id)")
        }
    }

    private mutating func delete(_ session: inout HTTPSession) async {
        let waits = random.next() % 2 == 0
        guard let entry = log.ledger.takeForDeletion(random.next()), let id = entry.id else { return }
        let call = HTTPCall("DELETE", "/images/\(id)", waits ? [("Prefer", "wait=10")] : [])
        guard case .answered(let reply) = await log.send(call, on: &session, as: "delete") else { return }
        switch reply.status {
        case 204: log.ledger.set(entry.number, to: .deleted)
        case 202: log.ledger.set(entry.number, to: .erasing)
        default: log.judgeFailure(reply, "deletion of \(id)")
        }
    }

    private mutating func list(_ session: inout HTTPSession) async {
        let call = HTTPCall("GET", "/images?limit=\(1 + random.next() % 20)&state=ready")
        guard case .answered(let reply) = await log.send(call, on: &session, as: "list") else { return }
        guard reply.status == 200, reply.json?["images"]?.arrayValue != nil else {
            return log.judgeFailure(reply, "list")
        }
    }

    /// Follows an image to its end, or to that of the server.
    private mutating func follow(_ session: inout HTTPSession) async {
        guard let entry = log.ledger.pick(random.next()), let id = entry.id else { return }
        let call = HTTPCall("GET", "/images/\(id)/events")
        guard case .answered(let reply) = await log.send(call, on: &session, as: "events") else { return }
        guard reply.status == 200 || isGone(entry, reply) else { return log.judgeFailure(reply, "events of \(id)") }
    }

    /// Whether somebody deleted it since it was chosen, and the answer says so.
    private func isGone(_ entry: Entry, _ reply: HTTPReply) -> Bool {
        (reply.status == 410 || reply.status == 404) && log.ledger.standing(of: entry.number) != .accepted
    }
}
