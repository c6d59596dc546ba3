internal import RenditionsAPI
internal import ServiceLifecycle

/// Says that the server is about to end, and gives those who send it requests a while to notice.
struct DrainAnnouncement: Service {
    let api: any APIResponder
    /// Seconds from saying so to ending.
    let noticeSeconds: Double
    let listener: Listener
    let clock: any Clock<Duration>

    func run() async throws {
        // Cancelled means that there is no time for any of this.
        guard (try? await gracefulShutdown()) != nil else { return }
        api.drain()
        try? await clock.sleep(for: .seconds(noticeSeconds))
        await listener.finish()
    }
}
