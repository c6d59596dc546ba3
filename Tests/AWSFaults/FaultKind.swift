/// What goes wrong with a call on its way to a service, or back.
package enum FaultKind: String, Hashable, Sendable, CaseIterable {
    /// 500, and nothing was done.
    case internalError = "internal-error"
    /// Too many calls: 503 from S3, 400 from services with JSON. Nothing was done.
    case slowDown = "slow-down"
    /// 504 from something in between, in HTML, after the service did what was asked.
    case gatewayTimeout = "gateway-timeout"
    /// The connection is reset as soon as the request's head is there, and nothing was done.
    case resetAtOnce = "reset-at-once"
    /// The connection is reset half-way through the request's body; half of it has reached the service.
    case resetRequest = "reset-request"
    /// The connection is reset half-way through the reply's body, after the service did what was asked.
    case resetReply = "reset-reply"
    /// The connection is closed without a reply, after the service did what was asked.
    case loseReply = "lose-reply"
    /// The connection is closed half-way through the reply's body, after the service did what was asked.
    case truncate
    /// No reply comes for longer than the client waits, after the service did what was asked.
    case stall
    /// The reply comes late, though not too late: other calls overtake this one.
    case delay
    /// A bit of the request's body is another one when it arrives.
    case corrupt
    /// The credentials count as ended, once. Nothing was done.
    case expired
    /// The signature counts as of the wrong time, by a date that is wrong itself. Nothing was done.
    case skewed
    /// A permission counts as missing, once. Nothing was done.
    case denied
    /// 503 so often that the client gives the call up. Nothing was done.
    case outage

    /// Whether the service does what was asked, and nobody is told.
    var losesReply: Bool {
        switch self {
        case .gatewayTimeout, .resetReply, .loseReply, .truncate, .stall: true
        default: false
        }
    }

    /// How many calls in a row it meets: as many as a client makes by default before it gives up.
    var repetitions: Int { self == .outage ? 4 : 1 }

    /// Whether it needs bytes that a request, or a reply, does not have.
    package func suits(_ call: ObservedCall) -> Bool {
        switch self {
        case .resetRequest, .corrupt: call.requestBytes > 0
        case .resetReply, .truncate: call.replyBytes > 0
        default: true
        }
    }

    /// The codes of stores with which a call may end by it; none where the client has to mend it by itself.
    package func codes(of call: CallName) -> Set<String> {
        switch self {
        // Runners have no code for it: it is a call that can't succeed.
        case .denied: call.isOfObjects || call.isOfRecords ? ["permission-denied"] : ["invalid-request"]
        case .outage: ["unavailable"]
        // Only S3 tells bytes that arrived otherwise from a signature that is wrong.
        case .corrupt where !call.isOfObjects: ["permission-denied", "invalid-request"]
        default: []
        }
    }
}
