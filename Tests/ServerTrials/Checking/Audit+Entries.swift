internal import NIOCore
internal import RenditionsWorkflow

extension Audit {
    /// Looks at one entry.
    ///
    /// - Parameter end: until then the server may still have to do with it.
    func check(_ entry: Entry, until end: ContinuousClock.Instant, _ session: inout HTTPSession) async -> Counts {
        var counts = Counts()
        guard let id = entry.id else { return counts }
        switch entry.standing {
        case .sent, .refused: break
        case .accepted: counts = await checkPresence(of: entry, id, mayBeGone: false, until: end, &session)
        case .deleting: counts = await checkPresence(of: entry, id, mayBeGone: true, until: end, &session)
        case .erasing, .deleted:
            counts.deletions = 1
            // An erasure that was only begun comes to its end by itself, as everything that was accepted.
            if entry.standing == .erasing { await waitForErasure(of: id, until: end, &session) }
            await checkAbsence(of: entry, id, &session)
        }
        return counts
    }

    private func checkPresence(
        of entry: Entry, _ id: String, mayBeGone: Bool, until end: ContinuousClock.Instant,
        _ session: inout HTTPSession
    ) async -> Counts {
        var counts = Counts()
        guard let reply = await record(of: id, until: end, &session) else { return counts }
        if mayBeGone, reply.status == 410 { return counts }
        guard reply.status == 200, let record = reply.json, let state = record["state"]?.stringValue else {
            log.verdict.add("upload \(entry.number) was acknowledged as \(id), and is: \(reply.summary)")
            return counts
        }
        if entry.content.isHostile, state != "ready" {
            counts.failures = 1
            if state != "failed", state != "quarantined" { log.verdict.add("\(id) is \(state) in the end") }
            return counts
        }
        guard state == "ready" else {
            log.verdict.add("upload \(entry.number), a picture, is \(state) as \(id)")
            return counts
        }
        counts.images = 1
        await checkOriginal(of: entry, id, mayBeGone, &session)
        let renditions = record["renditions"]?.arrayValue ?? []
        let names = Set(renditions.compactMap { $0["name"]?.stringValue })
        guard names == Set(Scratch.renditions.map(\.name)) else {
            log.verdict.add("\(id) has the renditions \(names.sorted())")
            return counts
        }
        for rendition in renditions {
            counts.renditions += 1
            await check(rendition, of: id, mayBeGone, &session)
        }
        return counts
    }

    /// The record once the server has nothing to do with it any more, or the time for that is over.
    private func record(
        of id: String, until end: ContinuousClock.Instant, _ session: inout HTTPSession
    ) async -> HTTPReply? {
        while let reply = await get("/images/\(id)", &session) {
            let state = reply.json?["state"]?.stringValue
            guard state == "pending" || state == "processing", ContinuousClock.now < end else { return reply }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return nil
    }

    private func checkOriginal(
        of entry: Entry, _ id: String, _ mayBeGone: Bool, _ session: inout HTTPSession
    ) async {
        guard let reply = await get("/images/\(id)/original", &session), !(mayBeGone && reply.status == 410) else {
            return
        }
        if reply.status != 200 || reply.body != gallery.bytes(of: entry.content) {
            log.verdict.add("the original of \(id) is not what was sent: \(reply.status)")
        }
    }

    private func check(
        _ rendition: JSONValue, of id: String, _ mayBeGone: Bool, _ session: inout HTTPSession
    ) async {
        guard let name = rendition["name"]?.stringValue, let url = rendition["url"]?.stringValue,
            let reply = await get(url, &session), !(mayBeGone && reply.status == 410)
        else { return }
        let start = Scratch.renditions.first { $0.name == name }?.start ?? []
        if reply.status != 200 || reply.body.readableBytes != rendition["bytes"]?.integerValue
            || !reply.body.readableBytesView.starts(with: start)
        {
            log.verdict.add("the rendition \(name) of \(id) is not there as recorded: \(reply.status)")
        }
    }

    private func checkAbsence(of entry: Entry, _ id: String, _ session: inout HTTPSession) async {
        for path in ["", "/original", "/renditions/\(Scratch.renditions[0].name)", "/events"] {
            guard let reply = await get("/images/\(id)" + path, &session) else { return }
            if reply.status != 410 { log.verdict.add("\(id) was deleted, and \(path) is: \(reply.status)") }
        }
        let call = HTTPCall("DELETE", "/images/\(id)", [("Prefer", "wait=20")])
        guard session.isOpen, case .answered(let reply) = await log.send(call, on: &session, as: "deletion again")
        else { return }
        if reply.status != 204 { log.verdict.add("the deletion of \(id) does not end: \(reply.summary)") }
    }

    private func waitForErasure(
        of id: String, until end: ContinuousClock.Instant, _ session: inout HTTPSession
    ) async {
        // What is neither there nor erased is judged by whoever asked.
        while let reply = await get("/images/\(id)", &session), reply.status == 200, ContinuousClock.now < end {
            try? await Task.sleep(for: .milliseconds(50))
        }
    }

    private func get(_ path: String, _ session: inout HTTPSession) async -> HTTPReply? {
        guard session.isOpen else {
            log.verdict.add("no connection for \(path)")
            return nil
        }
        guard case .answered(let reply) = await log.send(HTTPCall("GET", path), on: &session, as: "audit") else {
            return nil
        }
        if reply.isDeliberateRefusal { log.verdict.add("\(path) was refused to who came alone: \(reply.summary)") }
        return reply
    }
}
