import AWSClient
import NIOCore
import NIOHTTP1
import ScriptedServer

/// What tests of calls share.
enum Calls {
    static let credentials = AWSCredentials(
        accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI-secret", sessionToken: "token-of-a-session")

    /// A client of a scripted server.
    static func client(
        of server: ScriptedServer, _ service: AWSService = .s3, http: AWSHTTPClient,
        credentials: any CredentialProvider = StaticCredentials(credentials), clock: TestClock = TestClock(),
        retries: AWSRetryPolicy = AWSRetryPolicy(), timeouts: AWSTimeouts = AWSTimeouts(),
        quota: RetryQuota = RetryQuota(), random: @escaping @Sendable () -> Double = { 0.999 }
    ) throws -> AWSServiceClient {
        AWSServiceClient(
            service, region: try AWSRegion("eu-central-1"), endpoint: try AWSEndpoint(url: server.url),
            credentials: credentials, http: http, retries: retries, timeouts: timeouts, quota: quota,
            timing: clock.timing(random: random))
    }

    static let get = AWSRequest("GetObject", method: .GET, path: "/bucket/key")

    static func put(_ body: AWSBody, payload: PayloadSigning = .hash) -> AWSRequest {
        var request = AWSRequest("PutObject", method: .PUT, path: "/bucket/key", body: body)
        request.payload = payload
        return request
    }

    /// What a call throws.
    static func failure(_ call: () async throws -> Void) async throws -> AWSError {
        do {
            try await call()
        } catch let error as AWSError {
            return error
        }
        throw NoFailure()
    }

    struct NoFailure: Error {}
}
