public import Logging
public import RenditionsAPI
public import ServiceLifecycle

/// What an application that mounts the API runs beside it: takes up what was cut off and removes upload links that have
/// expired, at the start and every hour; and when the application is told to end, has what waits for images end early.
///
/// Make it the last service of the group, which is told to end first:
///
/// ```swift
/// ServiceGroup(services: [runner, application, ImageUpkeep(api)], gracefulShutdownSignals: [.sigterm], logger: logger)
/// ```
///
/// ``ImageServer`` does without it.
public struct ImageUpkeep: Service {
    private let api: ImageAPI
    private let logger: Logger
    private let clock: any Clock<Duration>

    /// - Parameter clock: by which the hours pass.
    public init(
        _ api: ImageAPI, logger: Logger = Logger(label: "renditions.upkeep"),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.api = api
        self.logger = logger
        self.clock = clock
    }

    public func run() async throws {
        await withGracefulShutdownHandler {
            await cancelWhenGracefulShutdown {
                repeat {
                    await attempt("Images that wait can't be taken up.") { try await api.takeUp() }
                    await attempt("Expired upload links can't be removed.") { try await api.tidy() }
                } while (try? await clock.sleep(for: .seconds(3600))) != nil
            }
        } onGracefulShutdown: {
            api.drain()
        }
    }

    /// What fails is tried again an hour later.
    private func attempt(_ complaint: Logger.Message, _ work: () async throws -> Int) async {
        do {
            _ = try await work()
        } catch {
            logger.trace(complaint, metadata: ["error": "\(error)"])
        }
    }
}
