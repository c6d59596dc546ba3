public import ServiceLifecycle

/// Work that goes on until it is told to end, such as a workflow runner's, as a service.
public struct BackgroundWork: Service {
    private let work: @Sendable () async throws -> Void
    private let shutdown: @Sendable () async -> Void

    /// - Parameters:
    ///   - run: returns when the work has ended.
    ///   - shutdown: has it end. What it is about to do then is up to it; `run` is waited for.
    public init(
        run: @escaping @Sendable () async throws -> Void, shutdown: @escaping @Sendable () async -> Void
    ) {
        work = run
        self.shutdown = shutdown
    }

    public func run() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask { [work] in
                try await work()
                return true
            }
            group.addTask { [shutdown] in
                do { try await gracefulShutdown() } catch { return false }
                await shutdown()
                return false
            }
            while let hasEnded = try await group.next(), !hasEnded {}
            group.cancelAll()
        }
    }
}
