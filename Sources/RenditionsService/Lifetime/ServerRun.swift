internal import Logging
internal import Metrics
internal import NIOCore
internal import RenditionsAPI
internal import RenditionsApp
internal import RenditionsFileSystem
internal import RenditionsServer
internal import ServiceLifecycle

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// One run of the server, from the opening of its folder to its end.
struct ServerRun: Sendable {
    let settings: ServerSettings
    let console: Console

    /// Seconds after which the process ends in any case, beyond those for which it waits for requests.
    private static let patience = 10.0

    /// Serves until a signal ends it in order. A second signal ends the process at once, and so does one of which the end
    /// does not come.
    ///
    /// - Throws: ``ToolFailure``, `RenderError`, `StoreError`, `WorkflowError` when the server can't begin; what ended it
    ///   where that was no signal.
    func run() async throws {
        let plan = try await ServerPlan(settings)
        bootstrap()
        let registry = settings.metrics.enabled ? PrometheusRegistry() : nil
        if let registry { MetricsSystem.bootstrap(registry) }
        let parts = try ServerParts(plan, settings)
        let logger = Logger(label: "renditions.server")
        for scope in plan.access.open {
            logger.warning("Anyone may do this, without credentials.", metadata: ["access": "\(scope.rawValue)"])
        }
        for scope in plan.access.ungranted {
            logger.warning(
                "Nobody may do this: it is for whom tokens or keys grant it, and there are none.",
                metadata: ["access": "\(scope.rawValue)"])
        }
        var configuration = settings.server
        configuration.connections.maximumConnections = OpenFiles.connections(wanted: settings.http.maximumConnections)
        if configuration.connections.maximumConnections < settings.http.maximumConnections {
            logger.warning(
                "The system lets the process open fewer files than http.maximum-connections needs.",
                metadata: ["connections": "\(configuration.connections.maximumConnections)"])
        }
        let server = ImageServer(
            parts.api, configuration: configuration,
            observer: RequestObserver(logger: Logger(label: "renditions.http")), registry: registry,
            work: [
                BackgroundWork(run: parts.images.runner.run, shutdown: parts.images.runner.shutdown),
                parts.housekeeping,
            ], logger: logger,
            hasStarted: { [console, host = settings.http.host] port in
                console.print("renditions-server: ready on \(Self.url(host, port))")
            })
        let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [server], logger: logger))
        let watch = await SignalWatch { signal in
            logger.info("Ending on a signal.", metadata: ["signal": "\(signal)"])
            Task { await group.triggerGracefulShutdown() }
            endInAnyCase(signal)
        }
        defer { withExtendedLifetime(watch) {} }
        do {
            try await group.run()
        } catch let error as IOError {
            throw ToolFailure(
                code: "unavailable",
                message: "The server can't listen at http.host \(settings.http.host.printable), http.port "
                    + "\(settings.http.port): \(String(cString: strerror(error.errnoCode))).", status: .environment)
        } catch is SocketAddressError.UnknownHost {
            throw ToolFailure(
                code: "unavailable",
                message:
                    "The server can't listen at http.host \(settings.http.host.printable): there is no such address or "
                    + "name. 127.0.0.1 is this machine alone, 0.0.0.0 every address.", status: .environment)
        }
    }

    private func bootstrap() {
        // Whoever reads what is written may go away.
        signal(SIGPIPE, SIG_IGN)
        let (level, format, console) = (settings.logLevel, settings.logFormat, console)
        LoggingSystem.bootstrap { label in
            LineLogHandler(label: label, format: format, write: console.note, logLevel: level)
        }
    }

    private func endInAnyCase(_ signal: Int32) {
        let seconds = settings.shutdown.noticeSeconds + settings.shutdown.seconds + Self.patience
        Task.detached {
            try await Task.sleep(for: .seconds(seconds))
            _exit(128 + signal)
        }
    }

    private static func url(_ host: String, _ port: Int) -> String {
        "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
}
