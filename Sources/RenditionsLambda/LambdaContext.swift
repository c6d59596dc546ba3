public import Logging
public import Renditions

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What a handler is told about its invocation.
public struct LambdaContext: Sendable {
    /// Lambda's name for the invocation. The attempts of one asynchronous event have the same.
    public let requestID: String
    /// Of the function that was called, with its alias or version where the caller gave one.
    public let functionARN: String
    /// What Lambda gives X-Ray, such as `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1`; what other
    /// runtimes put into the variable `_X_AMZN_TRACE_ID`.
    public let traceHeader: String?
    /// When Lambda ends the process if there is no answer.
    public let deadline: Date
    /// Speaks with the request's ID.
    public let logger: Logger
    private let clock: WallClock

    public init(
        requestID: String, functionARN: String = "", traceHeader: String? = nil, deadline: Date,
        logger: Logger = Logger(label: "renditions.lambda"), clock: WallClock = .system
    ) {
        self.requestID = requestID
        self.functionARN = functionARN
        self.traceHeader = traceHeader
        self.deadline = deadline
        self.logger = logger
        self.clock = clock
    }

    /// How much time is left until the deadline; zero when it has passed.
    public var remaining: Duration { max(.zero, .seconds(deadline.timeIntervalSince(clock.now))) }

    /// What names the trace for people: the root of the trace header.
    public var traceID: String? {
        traceHeader?.split(separator: ";").first { $0.hasPrefix("Root=") }.map { String($0.dropFirst(5)) }
    }
}
