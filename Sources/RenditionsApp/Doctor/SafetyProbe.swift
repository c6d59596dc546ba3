internal import NIOCore
internal import Renditions
internal import RenditionsVips

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// One dangerous file and what must become of it.
struct SafetyProbe: Sendable {
    let name: String
    /// What is wrong with what happened, or nil; and what happened.
    let examine: @Sendable (VipsEngine) async throws -> (problem: String?, finding: String)

    /// Longer than any of them takes even on a machine with much else to do.
    private static let timeLimit = Duration.seconds(60)
    /// Bytes that the process may grow by over one file of some kilobytes.
    private static let maximumGrowth = 64 << 20

    func report(with engine: VipsEngine) async -> DoctorReport.Probe {
        let before = Self.residentPeak
        let outcome = await Self.first(within: Self.timeLimit) {
            do {
                return try await examine(engine)
            } catch {
                return (problem: "it could not be tried", finding: AssetFailure(error).code)
            }
        }
        guard let outcome else {
            return DoctorReport.Probe(name: name, isSafe: false, finding: "no answer within \(Self.timeLimit)")
        }
        let growth = Self.residentPeak - before
        guard growth <= Self.maximumGrowth else {
            return DoctorReport.Probe(name: name, isSafe: false, finding: "took \(Amount.binary(growth)) of memory")
        }
        return DoctorReport.Probe(
            name: name, isSafe: outcome.problem == nil, finding: outcome.problem ?? outcome.finding)
    }

    /// The bytes must be refused.
    static func refused(
        _ name: String, _ make: @escaping @Sendable (VipsEngine) async throws -> [UInt8]
    ) -> SafetyProbe {
        SafetyProbe(name: name) { engine in
            let bytes = try await make(engine)
            do {
                let copy = Rendition("copy", [.resize(width: 32)], as: .webp())
                _ = try await engine.render([copy], from: ImageSource(bytes))
                return ("was taken", "taken")
            } catch {
                return (nil, "refused: \(AssetFailure(error).code)")
            }
        }
    }

    /// The most memory that the process has had, in bytes.
    private static var residentPeak: Int {
        var usage = rusage()
        #if canImport(Glibc)
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        // Kilobytes here, bytes on Darwin.
        return usage.ru_maxrss << 10
        #else
        getrusage(RUSAGE_SELF, &usage)
        return usage.ru_maxrss
        #endif
    }

    /// What `body` gives, or nil when that takes too long. Work that hangs is left behind: nothing could end it.
    private static func first<Value: Sendable>(
        within limit: Duration, _ body: @escaping @Sendable () async -> Value
    ) async -> Value? {
        let (results, continuation) = AsyncStream.makeStream(of: Value?.self)
        let work = Task { continuation.yield(await body()) }
        let alarm = Task {
            try await Task.sleep(for: limit)
            continuation.yield(nil)
        }
        defer {
            work.cancel()
            alarm.cancel()
        }
        for await result in results { return result }
        return nil
    }
}
