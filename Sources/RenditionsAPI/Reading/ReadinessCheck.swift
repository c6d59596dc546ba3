internal import HTTPTypes
internal import Renditions
internal import RenditionsTasks
internal import RenditionsWorkflow

/// `GET /ready`: whether requests can be served now.
struct ReadinessCheck: Sendable {
    let api: ImageAPI

    func answer() async -> APIResponse {
        let findings = await api.state.readiness.findings { [self] in await look() }
        var checks = JSONObject()
        for part in parts { checks[part.name] = findings[part.name] == true ? "ok" : "out-of-reach" }
        let isReady = !api.state.drain.hasBegun && findings.values.allSatisfy(\.self)
        let status: JSONValue = api.state.drain.hasBegun ? "draining" : isReady ? "ready" : "not-ready"
        return .json(
            ["status": status, "checks": .object(checks)], status: isReady ? .ok : .serviceUnavailable,
            fields: isReady ? [:] : [.retryAfter: "5"])
    }

    private var parts: [(name: String, check: @Sendable () async throws -> Void)] {
        let processor = api.processor
        return [
            ("originals", { _ = try await processor.originals.contains(Self.probe) }),
            ("renditions", { _ = try await processor.renditions.contains(Self.probe) }),
            ("records", { _ = try await processor.records.page(RecordRequest(limit: 1)) }),
            ("notes", { [notes = api.notes] in _ = try await notes.contains(Self.probe) }),
            (
                "workflows",
                { [runner = api.ingestor.runner] in _ = try await runner.page(ExecutionListRequest(limit: 1)) }
            ),
        ]
    }

    /// Asks every part, at the same time.
    private func look() async -> ReadinessMemory.Findings {
        let patience = Duration.seconds(api.configuration.readinessSeconds)
        return await withTaskGroup(of: (String, Bool).self) { group in
            for part in parts {
                group.addTask {
                    let answered = try? await withDeadline(patience) {
                        try await part.check()
                        return true
                    }
                    return (part.name, answered ?? false)
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    /// Nothing is ever stored under it.
    private static let probe: ObjectKey = "readiness/nothing"
}
