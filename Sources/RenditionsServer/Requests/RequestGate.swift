public import Metrics
internal import RenditionsAPI
internal import Timers

/// How many requests are worked on at the same time, and how many may wait for that. Whatever is beyond it is turned away
/// at once, with `503` and `Retry-After`, so that what was let in is served in good time.
///
/// Uploads have a bound of their own: they hold disk, memory and threads. `/health`, `/ready` and `/openapi.json` pass by,
/// and so does following an image, whose number the API bounds itself: who follows does nothing but wait.
///
/// | metric | kind | dimensions |
/// | --- | --- | --- |
/// | `renditions_http_requests_in_progress` | meter | `lane` |
/// | `renditions_http_requests_waiting` | meter | `lane` |
///
/// `lane` is `requests` or `uploads`.
public struct RequestGate: Sendable {
    private let requests: RequestLane
    private let uploads: RequestLane

    /// - Parameters:
    ///   - metrics: where metrics go; nil for the factory that the program was started with.
    ///   - clock: by which waiting ends; nil for the system's.
    public init(
        _ limits: RequestLimits = RequestLimits(), metrics: (any MetricsFactory)? = nil,
        clock: (any Clock<Duration>)? = nil
    ) {
        let factory = metrics ?? MetricsSystem.factory
        let clock = clock ?? TimerClock()
        requests = RequestLane(limits.requests, name: "requests", metrics: factory, clock: clock)
        uploads = RequestLane(limits.uploads, name: "uploads", metrics: factory, clock: clock)
    }

    /// Whether uploads wait for their turn.
    var hasWaitingUploads: Bool { uploads.occupancy.waiting > 0 }

    /// Returns when a request may be worked on; it may until the permit is released.
    ///
    /// - Parameter route: what it asks for; nil for nothing that there is.
    /// - Returns: nil for what passes by.
    /// - Throws: ``Problem`` with code `unavailable`.
    func admit(_ route: APIRoute?) async throws(Problem) -> RequestPermit? {
        switch route {
        case .health, .ready, .description, .followImage: nil
        case .uploadImages, .useUploadLink: try await uploads.enter()
        default: try await requests.enter()
        }
    }
}
