import AWSClient
import AWSServers
import NIOCore
import NIOHTTP1
import Renditions
import RenditionsAWS
import RenditionsTesting
import RenditionsWorkflow
import ScriptedServer

/// A table of records on the emulator, in an account of its own.
struct EmulatedTable: Sendable {
    let name = "records"
    let server: AWSServer
    let account: AWSServers.AWSAccount
    /// Calls of the account's owner.
    let client: AWSServiceClient
    let http: AWSHTTPClient

    var table: DynamoDBTable { DynamoDBTable(name: name, client: client) }

    func store(
        _ configuration: DynamoDBMetadataStore.Configuration = DynamoDBMetadataStore.Configuration(),
        client: AWSServiceClient? = nil
    ) -> DynamoDBMetadataStore {
        DynamoDBMetadataStore(table: name, client: client ?? self.client, configuration: configuration)
    }

    /// Lends an account with an empty table, or without one, for the time of `body`.
    static func with<Result>(isMade: Bool = true, _ body: (EmulatedTable) async throws -> Result) async throws -> Result
    {
        let (server, account) = try await SharedAWSServer.account()
        return try await AWSHTTPClient.with { http in
            let made = EmulatedTable(
                server: server, account: account,
                client: try client(of: .dynamoDB, server.endpoint, account.accessKey, account.secretKey, http),
                http: http)
            if isMade { try await made.table.create() }
            return try await body(made)
        }
    }

    static func client(
        of service: AWSService, _ endpoint: String, _ key: String, _ secret: String, _ http: AWSHTTPClient,
        retries: AWSRetryPolicy = AWSRetryPolicy(), timing: Timing? = nil
    ) throws -> AWSServiceClient {
        AWSServiceClient(
            service, region: try AWSRegion(AWSServer.region), endpoint: try AWSEndpoint(url: endpoint),
            credentials: StaticCredentials(accessKeyID: key, secretAccessKey: secret), http: http, retries: retries,
            // Where waits take no time, a limit would be reached at once.
            timeouts: timing == nil ? AWSTimeouts() : AWSTimeouts(attempt: nil), timing: timing ?? .system)
    }

    /// A client of a server that stands between, whose waits take no time.
    func client(of relay: ScriptedServer, retries: AWSRetryPolicy = AWSRetryPolicy()) throws -> AWSServiceClient {
        try Self.client(
            of: .dynamoDB, relay.url, "AKIDEXAMPLE", "secret", http, retries: retries,
            timing: Timing(clock: InstantClock()))
    }

    /// Everything in the table.
    func items() async throws -> [JSONValue] {
        let reply: JSONValue = try await client.call(
            "Scan", ["TableName": .string(name), "ConsistentRead": true] as JSONValue, as: .dynamoDB)
        return reply["Items"]?.arrayValue ?? []
    }

    /// What the keys of all items are, `pk|sk`.
    func keys() async throws -> Set<String> {
        Set(try await items().map { ($0["pk"]?["S"]?.stringValue ?? "") + "|" + ($0["sk"]?["S"]?.stringValue ?? "") })
    }

    /// Hands a request on, and what is said to it back.
    func relay(_ request: ScriptedRequest) async throws -> ScriptedAnswer {
        let target = request.headers.first(name: "X-Amz-Target") ?? ""
        var call = AWSRequest(
            String(target.split(separator: ".").last ?? ""),
            headers: ["X-Amz-Target": target, "Content-Type": "application/x-amz-json-1.0"], body: .bytes(request.body))
        call.isIdempotent = false
        do {
            let reply = try await client.collect(call, upTo: 16 << 20)
            return ScriptedAnswer(.ok, body: reply.body)
        } catch let error as AWSError {
            return ScriptedAnswer(
                .init(statusCode: error.status ?? 500), text: String(decoding: error.body, as: UTF8.self))
        }
    }
}
