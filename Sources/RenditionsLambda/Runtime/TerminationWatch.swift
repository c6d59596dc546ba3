internal import Dispatch

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Notices SIGTERM and SIGINT for as long as it lives. Lambda sends SIGTERM to functions that have an extension, some 300
/// milliseconds before it ends them.
final class TerminationWatch {
    private let sources: [any DispatchSourceSignal]

    /// Returns when no signal can be missed any more.
    init(_ stop: @escaping @Sendable () -> Void) async {
        sources = [SIGTERM, SIGINT].map { number in
            #if canImport(Darwin)
            // The default action would end the process before the source sees the signal.
            signal(number, SIG_IGN)
            #endif
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler(handler: stop)
            return source
        }
        for source in sources {
            await withCheckedContinuation { continuation in
                source.setRegistrationHandler { continuation.resume() }
                source.resume()
            }
        }
    }

    deinit {
        for source in sources { source.cancel() }
    }
}
