#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// How a process ended and what it used.
struct ProcessEnd: Sendable {
    enum Manner: Hashable, Sendable {
        case exited(Int32)
        case signalled(Int32)
        /// By ``ChildProcess/end(within:)``, because it took too long.
        case killed
    }

    var manner: Manner
    /// The most bytes that were resident. The kernel's own mark and so exact, where looking at it from time to time
    /// would miss the last rise. Never less than what the starting process had resident when it started it.
    var peakBytes: Int
    /// User and system time.
    var cpuSeconds: Double
    /// Wall-clock time.
    var seconds: Double

    /// - Parameter status: as `wait4` gives it.
    init(status: Int32, usage: rusage, wasKilled: Bool, duration: Duration) {
        let signal = status & 0x7F
        manner = signal == 0 ? .exited(status >> 8 & 0xFF) : wasKilled ? .killed : .signalled(signal)
        #if canImport(Darwin)
        peakBytes = usage.ru_maxrss
        #else
        peakBytes = usage.ru_maxrss * 1024
        #endif
        cpuSeconds = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
        seconds = duration / .seconds(1)
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
}
