internal import HTTPTypes
internal import Renditions
internal import RenditionsTasks
internal import RenditionsWorkflow

/// `GET /ready`: whether requests can be served now.
struct ReadinessCheck: Sendable {
    let api: ImageAPI

    func answer() async -> APIResponse {
        let processor = api.processor
        let patience = Duration.seconds(api.configuration.readinessSeconds)
        let parts: [(name: String, check: @Sendable () async throws -> Void)] = [
            ("originals", { _ = try await processor.originals.contains(Self.probe) }),
            ("renditions", { _ = try await processor.renditions.contains(Self.probe) }),
            ("records", { _ = try await processor.records.page(RecordRequest(limit: 1)) }),
            ("notes", { _ = try await api.notes.contains(Self.probe) }),
            ("workflows", { _ = try await api.ingestor.runner.page(ExecutionListRequest(limit: 1)) }),
        ]
        let results = await withTaskGroup(of: (String, Bool).self) { group in
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
        var checks = JSONObject()
        for part in parts { checks[part.name] = results[part.name] == true ? "ok" : "out-of-reach" }
        let isReady = !api.state.drain.hasBegun && results.values.allSatisfy(\.self)
        let status: JSONValue = api.state.drain.hasBegun ? "draining" : isReady ? "ready" : "not-ready"
        return .json(
            ["status": status, "checks": .object(checks)], status: isReady ? .ok : .serviceUnavailable,
            fields: isReady ? [:] : [.retryAfter: "5"])
    }

    /// Nothing is ever stored under it.
    private static let probe: ObjectKey = "readiness/nothing"
}
