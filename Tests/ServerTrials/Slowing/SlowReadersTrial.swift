internal import NIOCore
internal import RenditionsTesting
internal import RenditionsWorkflow
internal import ServedProgram

/// Hundreds of clients that ask for a rendition, an original and a list, and take nothing of the answers or next to
/// nothing, while another one reads renditions and one uploads pictures.
package struct SlowReadersTrial: Trial {
    package struct Options: Sendable {
        package var connections = 400
        package var seed: UInt64 = 1
        /// Seconds that the server is told: for a window of an answer, and from an answer to the next request, which is
        /// what counts where the system takes the whole answer at once.
        package var windowSeconds = 10.0
        package var holdsBars = false

        package init() {}
    }

    /// Of an original: more than the system takes for a client that reads nothing.
    private static let originalBytes = 12 << 20
    /// Requests that the server works on at once, by its default.
    private static let lanes = 64
    /// Beyond what the settings allow, for a machine that has much to do.
    private static let tolerance = 20.0

    private let program: String
    private let scratch: Scratch
    private let options: Options
    private let gallery: Gallery
    package let verdict: Verdict

    package init(_ program: String, _ scratch: Scratch, _ options: Options) throws {
        try scratch.make()
        self.program = program
        self.scratch = scratch
        self.options = options
        gallery = Gallery(seed: options.seed)
        verdict = Verdict(holdsBars: options.holdsBars)
    }

    /// What the system takes passes for quick in the first window, so there may be a second one.
    private var limit: Double { 2 * options.windowSeconds }

    /// - Returns: the lines that tell it.
    package func run() async throws -> String {
        let settings = ServerSettings([
            "--http-maximum-connections", "\(options.connections + 100)", "--http-write-seconds",
            "\(options.windowSeconds)", "--http-keep-alive-seconds", "\(options.windowSeconds)",
        ])
        return try await ServerProcess.run(program, settings, in: scratch, verdict) { server in
            let reader = try await Reader(port: server.port, gallery: gallery, seed: options.seed, verdict)
            let paths = try await paths(server.port)
            // With all that stays open once many have asked at the same time.
            _ = try await reader.readOnce(10 * Self.lanes, lanes: Self.lanes)
            let before = await server.idle()
            let (ends, reads, uploads) = try await attack(server, reader, paths)
            let after = try await server.settled(to: before?.descriptors, verdict)
            ends.judge(statuses: [200], verdict)
            for name in ["nothing", "taking"] { ends.judge(name, within: limit, verdict) }
            if let peak = after?.peak, peak > Bars.memory, !Sanitizers.mayBeOn {
                verdict.add("the server had \(Bytes.text(peak)) in memory, and may have \(Bytes.text(Bars.memory))")
            }
            return verdict.report(
                """
                readers: \(options.connections) connections that take nothing or 500 bytes/s; cut (limit 2 windows of \
                \(options.windowSeconds) s): nothing \(ends.text("nothing")); 500 bytes/s \(ends.text("taking")); answers: \
                \(ends.statuses)
                readers: beside them \(reads.count) renditions in p99 \(reads.text(0.99)), \(uploads.count) uploads in p99 \
                \(uploads.text(0.99)); memory \(Bytes.text(before?.resident)), at most \(Bytes.text(after?.peak)) of \
                \(Bytes.text(Bars.memory))
                """)
        }
    }

    private func attack(
        _ server: ServerProcess, _ reader: Reader, _ paths: [String]
    ) async throws -> (SlowEnds, reads: Timings, uploads: Timings) {
        let isOver = Signal()
        let uploader = Uploader(port: server.port, gallery: gallery, seed: options.seed, verdict)
        async let reads = reader.read(until: isOver)
        async let uploads = uploader.upload(until: isOver)
        let attack = Attack(
            kind: .readers, port: server.port, connections: options.connections, seconds: limit + Self.tolerance,
            paths: paths)
        defer { isOver.set() }
        let ends = SlowEnds(all: try await attack.runInItsProcess())
        isOver.set()
        return (ends, try await reads, try await uploads)
    }

    /// Of a rendition, an original and a list.
    private func paths(_ port: Int) async throws -> [String] {
        var picture = gallery.bytes(of: Content(kind: gallery.picture(0), serial: 0))
        picture.writeRepeatingByte(0, count: Self.originalBytes)
        let call = HTTPCall("POST", "/images", [("Prefer", "wait=30")], body: picture)
        let outcome = try await HTTPSession.run(port: port) { await $0.send(call) }
        guard case .answered(let reply) = outcome, reply.status == 200, let id = reply.json?["id"]?.stringValue,
            let rendition = reply.json?["renditions"]?.arrayValue?.first?["url"]?.stringValue
        else { throw ServerProcess.Failure(description: "what is to be read could not be uploaded: \(outcome)") }
        return [rendition, "/images/\(id)/original", "/images?limit=200"]
    }
}
