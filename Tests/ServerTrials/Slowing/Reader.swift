internal import RenditionsTesting
internal import RenditionsWorkflow

/// A client like most: it reads renditions, one after the other, now and then over a new connection.
struct Reader: Sendable {
    /// How many it uploads.
    static let images = 8
    private static let requestsPerConnection = 50

    private let port: Int
    private let paths: [String]
    private let verdict: Verdict

    /// Uploads what it is going to read.
    init(port: Int, gallery: Gallery, seed: UInt64, _ verdict: Verdict) async throws {
        self.port = port
        self.verdict = verdict
        var random = SeededRandom(seed: seed)
        var calls: [HTTPCall] = []
        for _ in 0..<Self.images {
            let content = Content(kind: gallery.picture(random.next()), serial: random.next())
            calls.append(HTTPCall("POST", "/images", [("Prefer", "wait=30")], body: gallery.bytes(of: content)))
        }
        paths = try await HTTPSession.run(port: port) { [calls] session in
            var paths: [String] = []
            for call in calls {
                guard case .answered(let reply) = await session.send(call), reply.status == 200,
                    let renditions = reply.json?["renditions"]?.arrayValue, !renditions.isEmpty
                else { throw ServerProcess.Failure(description: "an image to read could not be uploaded") }
                paths += renditions.compactMap { $0["url"]?.stringValue }
            }
            return paths
        }
    }

    func read(for duration: Duration) async throws -> Timings {
        let end = ContinuousClock.now + duration
        return try await read { ContinuousClock.now >= end }
    }

    func read(until isOver: Signal) async throws -> Timings { try await read { isOver.isSet } }

    /// Reads that many, as many at once as there are lanes, each over a connection of its own.
    func readOnce(_ count: Int, lanes: Int) async throws -> Timings {
        try await withThrowingTaskGroup(of: Timings.self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    var timings = Timings()
                    for number in stride(from: lane, to: count, by: lanes) { timings.add(try await readOnce(number)) }
                    return timings
                }
            }
            return try await group.reduce(into: Timings()) { $0.add($1) }
        }
    }

    private func readOnce(_ number: Int) async throws -> Duration {
        let path = paths[number % paths.count]
        let begin = ContinuousClock.now
        let outcome = try await HTTPSession.run(port: port) { session in
            await session.send(HTTPCall("GET", path, [("Connection", "close")]))
        }
        let time = ContinuousClock.now - begin
        guard case .answered(let reply) = outcome, reply.status == 200, reply.isLast else {
            verdict.add("who reads \(path) once gets \(outcome)")
            return time
        }
        return time
    }

    private func read(until isOver: @Sendable () -> Bool) async throws -> Timings {
        var timings = Timings()
        var number = 0
        while !isOver() {
            (timings, number) = try await HTTPSession.run(port: port) { [timings, number] session in
                var (timings, number) = (timings, number)
                repeat {
                    let begin = ContinuousClock.now
                    let path = paths[number % paths.count]
                    let outcome = await session.send(HTTPCall("GET", path))
                    timings.add(ContinuousClock.now - begin)
                    number += 1
                    guard case .answered(let reply) = outcome, reply.status == 200 else {
                        verdict.add("who reads \(path) gets \(outcome)")
                        break
                    }
                    // A rate that a client may well have, and that leaves the machine to others.
                    try await Task.sleep(for: .milliseconds(5))
                } while session.isOpen && !isOver() && !number.isMultiple(of: Self.requestsPerConnection)
                return (timings, number)
            }
        }
        return timings
    }
}
