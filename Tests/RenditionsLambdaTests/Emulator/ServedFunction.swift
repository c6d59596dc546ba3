import Logging
import NIOCore
import RenditionsAPI
import RenditionsLambda

/// A runtime on an emulator, over a socket, while a test calls it.
enum ServedFunction {
    /// - Parameter clock: by which deadlines come.
    static func run<Result: Sendable>(
        _ handler: any LambdaHandler, metrics: EmbeddedMetrics? = nil,
        configuration: LambdaConfiguration = LambdaConfiguration(), clock: any Clock<Duration> = ContinuousClock(),
        _ work: @escaping @Sendable (RuntimeEmulator, LambdaRuntime) async throws -> Result
    ) async throws -> Result {
        try await RuntimeEmulator.serving { emulator in
            let runtime = LambdaRuntime(
                try LambdaEnvironment(emulator.environment(handler: "test")), configuration: configuration,
                metrics: metrics, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                stop: DrainSignal(), clock: clock)
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    // Whoever calls afterwards would wait for ever.
                    defer { emulator.giveUp() }
                    try await runtime.run { handler }
                }
                let result = try await work(emulator, runtime)
                runtime.stop()
                try await group.waitForAll()
                return result
            }
        }
    }
}
