internal import RenditionsWorkflow

/// The most that waited, as the server tells it, now and then.
struct QueueWatch: Sendable {
    /// Images that waited or were worked on.
    private(set) var images = 0
    /// Uploads that were being received, and those that waited for that.
    private(set) var inside = 0
    private(set) var waiting = 0

    /// Looks until it is told to stop.
    init(_ port: Int, until isOver: Signal) async throws {
        while !isOver.isSet {
            let metrics = try await ServerMetrics.read(from: port)
            inside = max(inside, metrics["renditions_http_requests_in_progress{lane=\"uploads\"}"])
            waiting = max(waiting, metrics["renditions_http_requests_waiting{lane=\"uploads\"}"])
            let outcome = try await HTTPSession.run(port: port) { session in
                await session.send(HTTPCall("GET", "/images?state=pending,processing&limit=200"))
            }
            // Who looks may be turned away as well.
            if case .answered(let reply) = outcome, reply.status == 200 {
                images = max(images, reply.json?["images"]?.arrayValue?.count ?? 0)
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
