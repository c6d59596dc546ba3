internal import RenditionsWorkflow

/// Holds the list of images against the ledger: what is accepted is in it once, and nothing else is.
package struct ListAudit: Sendable {
    /// Images that are listed although the upload was refused or got no answer: there, but never promised.
    package private(set) var unpromised = 0
    package private(set) var listed = 0

    package init(port: Int, _ ledger: Ledger, _ verdict: Verdict) async throws {
        var seen: Set<String> = []
        var path: String? = "/images?order=id&limit=200"
        while let current = path {
            let outcome = try await HTTPSession.run(port: port) { await $0.send(HTTPCall("GET", current)) }
            guard case .answered(let reply) = outcome, reply.status == 200, let page = reply.json else {
                verdict.add("the list can't be read: \(outcome)")
                return
            }
            for image in page["images"]?.arrayValue ?? [] {
                let id = image["id"]?.stringValue ?? ""
                if !seen.insert(id).inserted { verdict.add("\(id) is listed twice") }
            }
            path = page["next"]?.stringValue
        }
        listed = seen.count
        judge(seen, ledger.entries, verdict)
    }

    private mutating func judge(_ seen: Set<String>, _ entries: [Entry], _ verdict: Verdict) {
        var rest = seen
        for entry in entries {
            guard let id = entry.id else { continue }
            let isListed = rest.remove(id) != nil
            switch entry.standing {
            case .accepted where !isListed: verdict.add("\(id) is accepted and not listed")
            case .deleted where isListed: verdict.add("\(id) is deleted and listed")
            default: break
            }
        }
        unpromised = rest.count
        let possible = entries.filter { $0.id == nil && [.sent, .refused].contains($0.standing) }.count
        if rest.count > possible { verdict.add("\(rest.count) images are listed that nobody sent") }
    }
}
