internal import Synchronization

/// A request's turn. It ends when it is released, or when nobody holds it any more: an answer may be dropped unwritten.
package final class RequestPermit: Sendable {
    private let lane: Mutex<RequestLane?>

    init(_ lane: RequestLane) { self.lane = Mutex(lane) }

    deinit { release() }

    package func release() {
        let lane = lane.withLock { lane in
            defer { lane = nil }
            return lane
        }
        lane?.leave()
    }
}
