internal import AWSClient
internal import AWSServers
internal import NIOCore
internal import NIOHTTP1
internal import Renditions
internal import RenditionsAWS
internal import ScriptedServer

/// A bucket, a table and an account on a server of the tests, reached through a proxy by whoever is on trial, and past it by
/// whoever looks what came of it.
struct TrialSite: Sendable {
    /// How AWS is called.
    struct Way: Sendable {
        let endpoint: String
        let account: AWSServers.AWSAccount
        let http: AWSHTTPClient
        var retries = AWSRetryPolicy()

        /// Calls whose pauses take no time.
        func client(of service: AWSService) throws -> AWSServiceClient {
            AWSServiceClient(
                service, region: try AWSRegion(AWSServer.region), endpoint: try AWSEndpoint(url: endpoint),
                credentials: StaticCredentials(accessKeyID: account.accessKey, secretAccessKey: account.secretKey),
                http: http, retries: retries, timeouts: AWSTimeouts(attempt: nil),
                timing: Timing(clock: PromptClock()))
        }
    }

    static let table = "records"
    /// What the names of buckets and prefixes begin with.
    static let namePrefix = "trial-"

    let server: AWSServer
    let account: AWSServers.AWSAccount
    let bucket: String
    /// What the keys of this trial begin with; empty where it has a bucket of its own.
    let prefix: String
    let plan: FaultPlan
    let proxied: Way
    let direct: Way

    /// How long the clients on trial wait for a byte. Long, except where that is the trial: a reply that is late because the
    /// machine is busy would be another fault, and so would be as many of them as there are attempts where it is not so long.
    private static func patience(_ fault: PlannedFault?) -> Duration {
        fault?.kind == .stall ? .seconds(20) : .seconds(120)
    }

    /// Makes one for the time of `body`.
    static func with<Result>(
        _ kind: AWSServerKind, _ plan: FaultPlan, hasTable: Bool = false, retries: AWSRetryPolicy = AWSRetryPolicy(),
        _ body: (TrialSite) async throws -> Result
    ) async throws -> Result {
        let server: AWSServer
        let account: AWSServers.AWSAccount
        if kind == .emulator {
            (server, account) = try await SharedAWSServer.account()
        } else {
            server = try await SharedAWSServer.seaweedFS.server()
            account = server.owner
        }
        let name = "\(namePrefix)\(String(UInt64.random(in: .min ... .max), radix: 36))"
        // SeaweedFS keeps volumes for each bucket, and has no room for many.
        let isShared = kind != .emulator
        let port = server.endpoint.split(separator: ":").last.flatMap { Int($0) } ?? 0
        return try await FaultProxy.run(to: port, plan) { proxy in
            try await AWSHTTPClient.with(AWSHTTPConfiguration(idleTimeout: patience(plan.fault))) { impatient in
                try await AWSHTTPClient.with(AWSHTTPConfiguration(idleTimeout: .seconds(120))) { http in
                    let site = TrialSite(
                        server: server, account: account, bucket: isShared ? "\(namePrefix)shared" : name,
                        prefix: isShared ? "\(name)/" : "", plan: plan,
                        proxied: Way(endpoint: proxy.url, account: account, http: impatient, retries: retries),
                        direct: Way(endpoint: server.endpoint, account: account, http: http))
                    try await site.makeBucket()
                    if hasTable {
                        try await DynamoDBTable(name: table, client: site.direct.client(of: .dynamoDB)).create()
                    }
                    return try await body(site)
                }
            }
        }
    }

    func objects(
        _ way: Way, prefix: String = "", partSize: Int = S3ObjectStore.Configuration().partSize
    ) throws -> S3ObjectStore {
        try S3ObjectStore(
            bucket: bucket, prefix: self.prefix + prefix, client: try way.client(of: .s3),
            configuration: S3ObjectStore.Configuration(partSize: partSize), timing: Timing(clock: PromptClock()))
    }

    func records(_ way: Way) throws -> DynamoDBMetadataStore {
        DynamoDBMetadataStore(
            table: Self.table, client: try way.client(of: .dynamoDB), timing: Timing(clock: PromptClock()))
    }

    /// Everything in the bucket, by key.
    func contents() async throws -> [String: ByteBuffer] {
        let store = try objects(direct)
        var found: [String: ByteBuffer] = [:]
        for try await object in store.list() {
            found[object.key.rawValue] = try await store.get(object.key).body.collect(upTo: 64 << 20)
        }
        return found
    }

    /// How many uploads in parts have neither been completed nor taken back.
    func openUploads() async throws -> Int {
        let request = AWSRequest(
            "ListBucketMultipartUploads", method: .GET, path: "/\(bucket)",
            query: [QueryItem("uploads")] + (prefix.isEmpty ? [] : [QueryItem("prefix", prefix)]))
        let reply = try await direct.client(of: .s3).collect(request, upTo: 1 << 20)
        return String(buffer: reply.body).split(separator: "<UploadId>").count - 1
    }

    private func makeBucket() async throws {
        do {
            _ = try await direct.client(of: .s3).collect(
                AWSRequest("CreateBucket", method: .PUT, path: "/\(bucket)"), upTo: 64 << 10)
        } catch let error as AWSError where error.code == .conflict {
            // The one for all.
        }
    }
}
