internal import Dispatch
internal import Synchronization

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Notices SIGINT and SIGTERM for as long as it lives.
package final class SignalWatch {
    private let first = FirstSignal()
    private let sources: [any DispatchSourceSignal]

    /// Returns when no signal can be missed any more. One that comes before ends the process, as it does by default.
    ///
    /// - Parameter stop: called once, with the first signal. A second one ends the process at once.
    package init(stop: @escaping @Sendable (Int32) -> Void) async {
        sources = [SIGINT, SIGTERM].map { [first] number in
            #if canImport(Darwin)
            // The default action would end the process before the source sees the signal. Elsewhere sources change the
            // action themselves, some time after they are resumed; a signal that is ignored until then is lost.
            signal(number, SIG_IGN)
            #endif
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if first.note(number) { stop(number) } else { _exit(128 + number) }
            }
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

    /// The first signal that came.
    var received: Int32? { first.number }

    private final class FirstSignal: Sendable {
        private let seen = Mutex<Int32?>(nil)

        var number: Int32? { seen.withLock { $0 } }

        /// - Returns: whether this is the first.
        func note(_ number: Int32) -> Bool {
            seen.withLock { seen in
                defer { seen = seen ?? number }
                return seen == nil
            }
        }
    }
}
