internal import Foundation

/// A server while it runs. It ends when nobody holds this any more, and when this process does, in whatever way.
package final class AWSServer: Sendable {
    package let kind: AWSServerKind
    /// Where it listens, as `http://127.0.0.1:4711`. With the emulator, what is sent here counts as sent with TLS.
    package let endpoint: String
    /// Where the emulator takes requests that count as sent without TLS.
    package let plainEndpoint: String?
    /// Who may do everything.
    package let owner: AWSAccount
    /// Who may read the bucket `originals` and write the bucket `derived`, where a server has such a one.
    package let worker: AWSAccount?

    private let process: ServerProcess

    /// The region that the servers are in.
    package static let region = "us-east-1"

    /// Starts one on a free port, and waits until it answers.
    package init(_ kind: AWSServerKind) async throws {
        guard kind.isThere else { throw AWSServerFault("\(kind) is not installed; `make aws-deps` does so.") }
        self.kind = kind
        process = try ServerProcess(
            AWSServerKind.python, kind.arguments, folder: AWSServerKind.folder.path,
            environment: ["PYTHONPYCACHEPREFIX": AWSServerKind.cache, "PYTHONUNBUFFERED": "1"])
        guard let line = await process.firstLine() else {
            throw AWSServerFault("\(kind) has ended before it was ready: \(process.log)")
        }
        let greeting = try JSONDecoder().decode(Greeting.self, from: Data(line.utf8))
        endpoint = greeting.endpoint
        plainEndpoint = greeting.plain
        owner = AWSAccount(
            account: greeting.account ?? "", accessKey: greeting.accessKey, secretKey: greeting.secretKey)
        worker =
            if let key = greeting.workerAccessKey, let secret = greeting.workerSecretKey {
                AWSAccount(account: "", accessKey: key, secretKey: secret)
            } else {
                nil
            }
    }

    /// What it has written besides, the last of it.
    package var log: String { process.log }

    /// Ends it, and waits until it has ended.
    package func stop() async { await process.stop() }

    /// What a server says when it is ready.
    private struct Greeting: Decodable {
        var endpoint: String
        var plain: String?
        var accessKey: String
        var secretKey: String
        var account: String?
        var workerAccessKey: String?
        var workerSecretKey: String?
    }
}
