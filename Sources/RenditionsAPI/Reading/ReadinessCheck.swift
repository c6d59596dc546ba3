internal import HTTPTypes
internal import Renditions
internal import RenditionsTasks
internal import RenditionsWorkflow

/// `GET /ready`: whether requests can be served now.
struct ReadinessCheck: Sendable {
    let api: ImageAPI

    func answer() async -> APIResponse {
        let patience = Duration.seconds(api.configuration.readinessSeconds)
        let parts = parts
        let findings = await api.state.readiness.findings(of: parts, within: patience)
        var checks = JSONObject()
        for part in parts { checks[part.name] = findings[part.name] == true ? "ok" : "out-of-reach" }
        let isReady = !api.state.drain.hasBegun && findings.values.allSatisfy(\.self)
        let status: JSONValue = api.state.drain.hasBegun ? "draining" : isReady ? "ready" : "not-ready"
        return .json(
            ["status": status, "checks": .object(checks)], status: isReady ? .ok : .serviceUnavailable,
            fields: isReady ? [:] : [.retryAfter: "5"])
    }

    private var parts: [ReadinessMemory.Part] {
        let (processor, notes, runner) = (api.processor, api.notes, api.ingestor.runner)
        return [
            .init(name: "originals") { _ = try await processor.originals.contains(Self.probe) },
            .init(name: "renditions") { _ = try await processor.renditions.contains(Self.probe) },
            .init(name: "records") { _ = try await processor.records.page(RecordRequest(limit: 1)) },
            .init(name: "notes") { _ = try await notes.contains(Self.probe) },
            .init(name: "workflows") { _ = try await runner.page(ExecutionListRequest(limit: 1)) },
        ]
    }

    /// Nothing is ever stored under it.
    private static let probe: ObjectKey = "readiness/nothing"
}
