internal import HTTPTypes
internal import NIOCore
internal import Renditions
internal import RenditionsWorkflow

/// `GET /images/{id}/events`.
struct ProgressRoute: Sendable {
    let api: ImageAPI

    func answer(_ id: AssetID, _ head: HTTPRequest) async throws -> APIResponse {
        guard let record = try await api.processor.records.record(id)?.value else { throw Problem.noImage }
        guard record.state != .deleted else { throw Problem.erased }
        let last = head.headerFields[HTTPField.Name("Last-Event-ID")!]
        // Browsers come back to a stream that has ended, until they are told that there is no more.
        if last == ProgressFollower.end { return .empty(.noContent) }
        var response = HTTPResponse(
            status: .ok, headerFields: [.contentType: "text/event-stream", .cacheControl: "no-store"])
        // Proxies that gather answers would keep events back.
        response.headerFields[HTTPField.Name("X-Accel-Buffering")!] = "no"
        guard head.method == .get else { return APIResponse(response.guarded) }
        guard api.state.followers.enter(maximum: api.configuration.maximumFollowers) else {
            throw Problem(
                .unavailable, "More clients follow images than may. Ask for the image instead.", retryAfter: 5)
        }
        let follower = ProgressFollower(api: api, record: record, last: last.flatMap { Int($0) } ?? 0)
        return APIResponse(response.guarded, body: follower.body { [state = api.state] in state.followers.leave() })
    }
}
