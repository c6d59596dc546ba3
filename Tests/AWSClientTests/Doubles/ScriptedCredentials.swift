import AWSClient
import Foundation
import Synchronization

/// A provider that gives what a test says, and counts how often it was asked.
final class ScriptedCredentials: CredentialProvider {
    private struct State {
        var calls = 0
        var discarded: [AWSCredentials] = []
    }

    private let state = Mutex(State())
    private let give: @Sendable (_ call: Int) async throws -> AWSCredentials

    /// - Parameter give: told which call it is, from 1.
    init(_ give: @escaping @Sendable (_ call: Int) async throws -> AWSCredentials) { self.give = give }

    var calls: Int { state.withLock(\.calls) }
    var discarded: [AWSCredentials] { state.withLock(\.discarded) }

    func credentials() async throws -> AWSCredentials {
        let call = state.withLock { state in
            state.calls += 1
            return state.calls
        }
        return try await give(call)
    }

    func discard(_ credentials: AWSCredentials) { state.withLock { $0.discarded.append(credentials) } }

    /// Credentials that are named for the call, and good for so long after ``TestClock/start``.
    static func numbered(_ call: Int, until seconds: Double?) -> AWSCredentials {
        AWSCredentials(
            accessKeyID: "AKID\(call)", secretAccessKey: "secret", sessionToken: nil,
            expiration: seconds.map { TestClock.start.addingTimeInterval($0) })
    }
}
