public import Hummingbird
internal import HummingbirdCore
public import Logging
internal import Metrics
internal import NIOCore
public import RenditionsAPI
public import ServiceLifecycle
internal import Timers

/// The REST API as a server of its own, with what has to run beside it.
///
/// It ends gracefully in this order: `/ready` answers 503, and what waits for images ends early; whoever has connected by
/// then is let in, and listening stops; requests in progress and those on their way (``ConnectionLimits/farewellSeconds``) are
/// finished, for as long as ``Configuration/drainSeconds``; then the work beside it ends, last first. What was accepted and
/// is not done by then is in the journal of the runner, if it has one.
public struct ImageServer: Service {
    private let api: any APIResponder
    private let configuration: Configuration
    private let observer: RequestObserver
    private let registry: PrometheusRegistry?
    private let work: [any Service]
    private let logger: Logger
    private let clock: any Clock<Duration>
    private let extend: @Sendable (Hummingbird.Router<BasicRequestContext>) -> Void
    private let hasStarted: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - registry: what `/metrics` shows, if anything.
    ///   - work: runs beside the server and ends after it, such as the runner of the workflows; see ``BackgroundWork``.
    ///   - logger: speaks of the server's beginning and end, and of errors.
    ///   - extend: adds routes and middleware of one's own, before those of the API.
    ///   - hasStarted: called with the port once the server listens.
    public init(
        _ api: ImageAPI, configuration: Configuration = Configuration(),
        observer: RequestObserver = RequestObserver(), registry: PrometheusRegistry? = nil,
        work: [any Service] = [], logger: Logger = Logger(label: "renditions.server"),
        extend: @escaping @Sendable (Hummingbird.Router<BasicRequestContext>) -> Void = { _ in },
        hasStarted: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.init(
            api as any APIResponder, configuration: configuration, observer: observer, registry: registry, work: work,
            logger: logger, clock: TimerClock(), extend: extend, hasStarted: hasStarted)
    }

    package init(
        _ api: any APIResponder, configuration: Configuration = Configuration(),
        observer: RequestObserver = RequestObserver(), registry: PrometheusRegistry? = nil,
        work: [any Service] = [], logger: Logger = Logger(label: "renditions.server"),
        clock: any Clock<Duration> = TimerClock(),
        extend: @escaping @Sendable (Hummingbird.Router<BasicRequestContext>) -> Void = { _ in },
        hasStarted: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.api = api
        self.configuration = configuration
        self.observer = observer
        self.registry = registry
        self.work = work
        self.logger = logger
        self.clock = clock
        self.extend = extend
        self.hasStarted = hasStarted
    }

    /// Runs until it is told to end, or something that it needs fails.
    public func run() async throws {
        let listener = Listener(clock: clock)
        let server = BoundedService(
            service: application(listener), seconds: configuration.drainSeconds, clock: clock, logger: logger)
        let announcement = DrainAnnouncement(
            api: api, noticeSeconds: configuration.noticeSeconds, listener: listener, clock: clock)
        // The last is told to end first, and the one before it when that has.
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: work + [server, announcement], logger: logger))
        try await group.run()
    }

    private func application(_ listener: Listener) -> some ApplicationProtocol {
        let router = Hummingbird.Router(context: BasicRequestContext.self)
        extend(router)
        if let registry, let path = configuration.metricsPath { MetricsRoute(registry, path: path).add(to: router) }
        let gate = RequestGate(configuration.requests, metrics: observer.metrics, clock: clock)
        ImageRoutes(api, gate: gate, observer: observer).addAnsweringEverything(to: router)
        let loops = EventLoopGroupProvider.singleton.eventLoopGroup
        return Application(
            router: router, server: .guardedHTTP1(configuration.connections, gate: gate),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(
                    configuration.connections.maximumConnections, logger: logger)),
            onServerRunning: { [hasStarted] channel in
                listener.begins(channel, on: loops)
                await hasStarted(channel.localAddress?.port ?? 0)
            },
            eventLoopGroupProvider: .shared(loops), logger: logger)
    }
}
