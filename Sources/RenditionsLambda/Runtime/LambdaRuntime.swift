public import Logging
internal import Metrics
internal import NIOCore
package import Renditions
package import RenditionsAPI
internal import Timers
internal import Tracing

/// Serves a function: takes invocations from Lambda's Runtime API, one after the other, and answers them.
///
/// Whatever a handler throws is the error of its invocation, and the process goes on. It ends
/// - with 0, when it is told to end: what waits for an invocation ends at once, an invocation under way is finished first;
/// - with an error, when the handler can't be made, which the Runtime API is told first; and when the Runtime API can't be
///   reached, closes its connections, gives an invocation without ID or deadline, or answers with a status that is none of
///   those that it documents;
/// - by Lambda itself, when a handler goes on after its deadline although its task was cancelled. Its caller has been
///   answered by then.
///
/// Each invocation has a span, `renditions.lambda.invocation`, with `faas.invocation_id`, `faas.coldstart` and
/// `renditions.outcome`; it continues the trace that Lambda names, as far as the program's tracer reads the field
/// `X-Amzn-Trace-Id`, or `traceparent`, which says the same. The metrics are
///
/// | metric | kind | dimensions |
/// | --- | --- | --- |
/// | `renditions_lambda_invocations` | timer | `handler`, `outcome` |
/// | `renditions_lambda_initializations` | timer | `handler` |
///
/// `outcome` is `ok`, `failed` or `timed-out`.
public struct LambdaRuntime: Sendable {
    private let environment: LambdaEnvironment
    private let configuration: LambdaConfiguration
    private let metrics: EmbeddedMetrics?
    private let logger: Logger
    private let stopping: DrainSignal
    private let wallClock: WallClock
    private let clock: any Clock<Duration>

    /// - Parameters:
    ///   - metrics: what is written at the end of each invocation; nil where metrics go elsewhere.
    ///   - logger: speaks of failures at `error`, of every other invocation at `debug`.
    public init(
        _ environment: LambdaEnvironment, configuration: LambdaConfiguration = LambdaConfiguration(),
        metrics: EmbeddedMetrics? = nil, logger: Logger = Logger(label: "renditions.lambda")
    ) {
        self.init(environment, configuration: configuration, metrics: metrics, logger: logger, stop: DrainSignal())
    }

    package init(
        _ environment: LambdaEnvironment, configuration: LambdaConfiguration = LambdaConfiguration(),
        metrics: EmbeddedMetrics? = nil, logger: Logger = Logger(label: "renditions.lambda"), stop: DrainSignal,
        wallClock: WallClock = .system, clock: any Clock<Duration> = TimerClock()
    ) {
        self.environment = environment
        self.configuration = configuration
        self.metrics = metrics
        self.logger = logger
        stopping = stop
        self.wallClock = wallClock
        self.clock = clock
    }

    /// Ends ``run(_:)``: at once where it waits, and otherwise after the invocation under way.
    public func stop() { stopping.begin() }

    /// Makes the handler and serves until ``stop()``.
    ///
    /// - Parameter make: makes the handler; nil for one that there isn't.
    /// - Throws: what `make` throws; ``LambdaError`` with codes `unknown-handler`, `runtime-unavailable`;
    ///   `CancellationError`.
    public func run(_ make: () async throws -> (any LambdaHandler)?) async throws {
        let api = RuntimeAPI(environment.runtimeAPI)
        do {
            let handler = try await initialize(make, api)
            var isFirst = true
            while !stopping.hasBegun, let invocation = try await next(from: api) {
                try await serve(invocation, handler, api, isFirst: isFirst)
                isFirst = false
            }
            await api.close()
        } catch {
            await api.close()
            throw error
        }
    }

    private func initialize(
        _ make: () async throws -> (any LambdaHandler)?, _ api: RuntimeAPI
    ) async throws -> any LambdaHandler {
        let start = ContinuousClock.now
        do {
            guard let handler = try await make() else {
                throw LambdaError(
                    .unknownHandler,
                    "The program has no handler of the name that _HANDLER or RENDITIONS_HANDLER says.")
            }
            measure("renditions_lambda_initializations", [], start.duration(to: .now))
            return handler
        } catch {
            let failure = InvocationFailure(error)
            logger.error(
                "The function can't begin.", metadata: ["error": "\(failure.type)", "reason": "\(failure.message)"])
            try await api.failInitialization(with: failure)
            throw error
        }
    }

    /// - Returns: nil when the process is to end.
    private func next(from api: RuntimeAPI) async throws -> Invocation? {
        try await withThrowingTaskGroup(of: Invocation?.self) { group in
            group.addTask {
                do {
                    return try await api.next()
                } catch is CancellationError {
                    return nil
                }
            }
            group.addTask {
                await stopping.wait()
                return nil
            }
            let first = try await group.next() ?? nil
            group.cancelAll()
            // An invocation may have come in the moment in which the wait was given up.
            let second = try await group.next() ?? nil
            if first == nil, second == nil, !stopping.hasBegun { try Task.checkCancellation() }
            return first ?? second
        }
    }

    private func serve(
        _ invocation: Invocation, _ handler: any LambdaHandler, _ api: RuntimeAPI, isFirst: Bool
    ) async throws {
        let mark = InvocationMark(requestID: invocation.id, traceHeader: invocation.traceHeader)
        let span = mark.startSpan(isFirst: isFirst)
        try await ServiceContext.withValue(span.context) {
            let context = LambdaContext(
                requestID: invocation.id, functionARN: invocation.functionARN, traceHeader: invocation.traceHeader,
                deadline: invocation.deadline, logger: logger, clock: wallClock)
            let start = ContinuousClock.now
            let call = await TimedCall.run(
                handler, invocation.event, in: context, left: context.remaining, configuration, clock: clock)
            let outcome = try await answer(call.end, to: invocation.id, api)
            let duration = start.duration(to: .now)
            tell(outcome, duration)
            span.attributes["renditions.outcome"] = outcome.name
            if outcome != .ok { span.setStatus(SpanStatus(code: .error, message: outcome.name)) }
            span.end()
            // What is left of it would disturb the next invocation.
            await call.settle()
        }
        metrics?.flush()
        try Task.checkCancellation()
    }

    private enum Outcome: Hashable {
        case ok
        case failed(String)
        case timedOut

        var name: String {
            switch self {
            case .ok: "ok"
            case .failed: "failed"
            case .timedOut: "timed-out"
            }
        }
    }

    private func answer(_ end: TimedCall.End, to id: String, _ api: RuntimeAPI) async throws -> Outcome {
        switch end {
        case .answered(let answer):
            switch try await api.respond(to: id, with: answer) {
            case .accepted: return .ok
            case .overtaken:
                logger.warning("An answer came too late.")
                return .timedOut
            case .tooLarge:
                return try await fail(
                    id,
                    with: LambdaError(
                        .responseTooLarge,
                        "The answer has \(answer.readableBytes) bytes, more than a function may give."
                    ), api)
            }
        case .failed(let error): return try await fail(id, with: error, api)
        case .timedOut:
            if try await api.fail(id, with: .timedOut) == .overtaken {
                logger.warning("That the time was over came too late.")
            }
            return .timedOut
        }
    }

    private func fail(_ id: String, with error: any Error, _ api: RuntimeAPI) async throws -> Outcome {
        let failure = InvocationFailure(error)
        if try await api.fail(id, with: failure) == .overtaken { logger.warning("An error came too late.") }
        return .failed(failure.type)
    }

    private func tell(_ outcome: Outcome, _ duration: Duration) {
        measure("renditions_lambda_invocations", [("outcome", outcome.name)], duration)
        var metadata: Logger.Metadata = ["outcome": "\(outcome.name)", "seconds": "\(duration / .seconds(1))"]
        if case .failed(let type) = outcome { metadata["error"] = "\(type)" }
        logger.log(level: outcome == .ok ? .debug : .error, "An invocation was answered.", metadata: metadata)
    }

    private func measure(_ label: String, _ dimensions: [(String, String)], _ duration: Duration) {
        Timer(
            label: label, dimensions: [("handler", environment.handler)] + dimensions,
            factory: metrics ?? MetricsSystem.factory
        ).recordNanoseconds(Int64(duration / .nanoseconds(1)))
    }
}
