internal import Foundation
internal import ServedProgram

/// Many slow clients in a process of their own, so that what they do to their event loops is not taken for what they do
/// to the server.
struct Attack: Sendable {
    enum Kind: String, Sendable {
        /// Half of them are slow with the head, half with the body.
        case slow
        /// They send bodies a little faster than they must, and come again when they are cut, until the time is over.
        case crowd
        /// They take nothing of the answers to them, or next to nothing.
        case readers
    }

    /// Printed when there is nothing more to tell.
    private static let lastLine = "attack: over"

    var kind: Kind
    var port: Int
    var connections: Int
    /// Seconds that are longer than a server may bear one of them; of ``Kind/crowd``, those for which they come at all.
    var seconds: Double
    /// What ``Kind/readers`` ask for, in turn.
    var paths: [String] = []

    /// - Returns: what became of each client, when all are gone.
    /// - Throws: where the process can't be started, or does not come to its end.
    func runInItsProcess() async throws -> [SlowEnd] {
        let program = try RunningProgram(Bundle.main.executablePath ?? CommandLine.arguments[0], arguments)
        guard await program.output.line(with: Self.lastLine) != nil else {
            throw ServerProcess.Failure(description: "the attack failed: \(program.errors.all.suffix(5))")
        }
        return program.output.all.compactMap(SlowEnd.init(line:))
    }

    /// - Parameter print: gets a line for each client.
    func run(_ print: (String) -> Void) async throws {
        for end in try await attack() { print(end.line) }
        print(Self.lastLine)
    }

    private func attack() async throws -> [SlowEnd] {
        guard kind != .readers else {
            return try await SlowTaker.run(connections, port: port, paths: paths, limit: .seconds(seconds))
        }
        return try await withThrowingTaskGroup(of: [SlowEnd].self) { group in
            for number in 0..<connections {
                switch kind {
                case .slow:
                    let part = number.isMultiple(of: 2) ? SlowClient.Part.head : .body
                    let client = SlowClient(port: port, part: part, limit: .seconds(seconds))
                    group.addTask { [try await client.run()] }
                case .crowd: group.addTask { try await comeAgain() }
                case .readers: break
                }
            }
            return try await group.reduce([], +)
        }
    }

    private func comeAgain() async throws -> [SlowEnd] {
        let over = ContinuousClock.now + .seconds(seconds)
        var ends: [SlowEnd] = []
        while ContinuousClock.now < over {
            let rest = over - ContinuousClock.now
            ends.append(try await SlowClient(port: port, part: .crowd, limit: rest).run())
        }
        return ends
    }
}
