internal import Logging
internal import ServiceLifecycle

/// A service that is cancelled when it has not ended a while after it was told to.
struct BoundedService: Service {
    let service: any Service
    /// Seconds from being told to being cancelled.
    let seconds: Double
    let clock: any Clock<Duration>
    let logger: Logger

    func run() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await service.run()
                return true
            }
            group.addTask {
                do {
                    try await gracefulShutdown()
                    try await clock.sleep(for: .seconds(seconds))
                } catch {}
                return false
            }
            let hasEnded = try await group.next() ?? true
            group.cancelAll()
            guard !hasEnded, !Task.isCancelled else { return try await group.waitForAll() }
            logger.warning(
                "Requests were still in progress when the time for them was over; they are given up.",
                metadata: ["seconds": "\(seconds)"])
            // What it throws now is that it was cancelled.
            while await group.nextResult() != nil {}
        }
    }
}
