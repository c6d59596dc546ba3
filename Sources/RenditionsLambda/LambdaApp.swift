internal import Logging
internal import RenditionsAPI

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A program that is one or more Lambda functions.
///
/// ```swift
/// @main struct Functions: LambdaApp {
///     static var environment: [String: String] { ProcessInfo.processInfo.environment }
///
///     static func handler(
///         named name: String, in environment: LambdaEnvironment
///     ) async throws -> (any LambdaHandler)? {
///         switch name {
///         case "tasks": TaskHandler(try ImageTasks(processor(environment)).registry())
///         default: nil
///         }
///     }
/// }
/// ```
///
/// Each function has the same program and another handler, by its name: see ``LambdaEnvironment/handler``. Only the one that
/// is asked for is made, so that a start costs no more than the function needs.
public protocol LambdaApp {
    /// The variables of the process. Nothing of this library looks for them elsewhere.
    static var environment: [String: String] { get }

    /// Makes what the function works with. What it throws is told to Lambda as the error of the function's initialization,
    /// and ends the process.
    ///
    /// - Returns: nil when there is no handler of this name.
    static func handler(
        named name: String, in environment: LambdaEnvironment
    ) async throws -> (any LambdaHandler)?
}

extension LambdaApp {
    /// Serves the function until the process is told to end.
    public static func main() async { await run() }

    /// Serves the function until the process is told to end, with logs as JSON and metrics in the embedded metric format on
    /// standard output. Both are set up for the whole process, so this is called once.
    ///
    /// The process ends with status 0 when it was told to end by SIGTERM or SIGINT, and otherwise with 1: see ``LambdaRuntime``.
    public static func run(_ configuration: LambdaConfiguration = LambdaConfiguration()) async -> Never {
        let variables = environment
        let output = LineOutput.standardOutput
        let level = LambdaEnvironment.logLevel(in: variables)
        LoggingSystem.bootstrap { label in LambdaLogHandler(label: label, level: level, output: output) }
        let metrics = EmbeddedMetrics(
            namespace: LambdaEnvironment.metricsNamespace(in: variables), maximumSeries: configuration.maximumSeries,
            output: output)
        metrics.bootstrap()
        let stop = DrainSignal()
        let watch = await TerminationWatch { stop.begin() }
        let logger = Logger(label: "renditions.lambda")
        do {
            let environment = try LambdaEnvironment(variables)
            let runtime = LambdaRuntime(
                environment, configuration: configuration, metrics: metrics, logger: logger, stop: stop)
            try await runtime.run { try await handler(named: environment.handler, in: environment) }
        } catch {
            let failure = InvocationFailure(error)
            logger.critical(
                "The function can't go on.", metadata: ["error": "\(failure.type)", "reason": "\(failure.message)"])
            exit(1)
        }
        withExtendedLifetime(watch) {}
        exit(0)
    }
}
