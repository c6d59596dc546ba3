internal import BuiltPrograms

/// The built `renditions-server`, while it runs.
package struct ServerProgram: Sendable {
    private let program: RunningProgram

    /// - Parameter environment: all variables that it has besides `PATH`.
    package init(_ arguments: [String], environment: [String: String] = [:]) throws {
        program = try RunningProgram(
            try BuiltProgram("renditions-server").path, arguments, environment: environment)
    }

    /// Starts a server on a free port, and waits until it is ready.
    ///
    /// - Parameter folder: where it keeps everything.
    package static func serving(
        in folder: String, _ arguments: [String] = ServerProgram.open, environment: [String: String] = [:]
    ) async throws -> ServerProgram {
        let program = try ServerProgram(
            ["--http-port", "0", "--storage-folder", folder] + arguments,
            environment: patience.merging(environment) { $1 })
        guard await program.output.line(with: "ready on ") != nil else {
            throw NotServing(errors: program.errors.all.joined(separator: "\n"))
        }
        return program
    }

    /// What a server is told that is not there to be tested for deadlines: a busy machine may keep a test from sending and
    /// reading for long.
    package static let patience = [
        "RENDITIONS_HTTP_HEAD_SECONDS": "3600", "RENDITIONS_HTTP_KEEP_ALIVE_SECONDS": "3600",
        "RENDITIONS_HTTP_BODY_WINDOW_SECONDS": "3600", "RENDITIONS_HTTP_WRITE_SECONDS": "3600",
        "RENDITIONS_HTTP_UPLOAD_WAIT_SECONDS": "3600", "RENDITIONS_HTTP_REQUEST_WAIT_SECONDS": "3600",
    ]

    /// Everything is open to anyone.
    package static let open = ["upload", "list", "read", "renditions", "originals", "delete"].flatMap {
        ["--access-\($0)", "anyone"]
    }

    package struct NotServing: Error, CustomStringConvertible {
        var errors: String

        package var description: String { "The server has ended: \(errors)" }
    }

    package var output: ProgramLines { program.output }
    package var errors: ProgramLines { program.errors }

    /// Where it listens.
    package var port: Int {
        output.all.lazy.compactMap { $0.split(separator: ":").last.flatMap { Int($0) } }.first ?? 0
    }

    package var client: SocketClient { SocketClient(port: port) }

    package func send(signal: Int32) { program.send(signal: signal) }

    /// What it exits with, or 128 and the number of the signal that ended it.
    package func status() async -> Int32 { await program.status() }
}
