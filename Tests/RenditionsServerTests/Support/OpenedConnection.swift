import NIOCore
import RenditionsServer

/// So many seconds after a connection was opened.
func at(_ seconds: Double) -> NIODeadline {
    .uptimeNanoseconds(1_000_000_000_000) + .milliseconds(Int64(seconds * 1000))
}

extension ConnectionState {
    /// A connection of which nothing has come yet.
    static func opened(_ limits: ConnectionLimits) -> ConnectionState {
        var state = ConnectionState(limits)
        state.opened(at: at(0))
        return state
    }
}
