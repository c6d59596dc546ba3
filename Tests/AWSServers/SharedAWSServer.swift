/// A server that the tests of one process share. It starts when the first of them asks for it, and ends with the process.
package actor SharedAWSServer {
    package static let emulator = SharedAWSServer(.emulator)
    package static let seaweedFS = SharedAWSServer(.seaweedFS)
    package static let radosGateway = SharedAWSServer(.radosGateway)

    private let kind: AWSServerKind
    private var starting: Task<AWSServer, any Error>?

    private init(_ kind: AWSServerKind) { self.kind = kind }

    /// The server, as soon as it answers.
    package func server() async throws -> AWSServer {
        // A task, so that the second who asks waits for the same, and the first who gives up takes it from nobody.
        if starting == nil { starting = Task { [kind] in try await AWSServer(kind) } }
        guard let starting else { throw AWSServerFault("There is no server.") }
        return try await starting.value
    }

    /// An account of its own on the emulator, in which nothing is yet.
    package static func account() async throws -> (server: AWSServer, account: AWSAccount) {
        let server = try await emulator.server()
        return (server, try await server.control.openAccount())
    }
}
