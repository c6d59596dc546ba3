package import Logging
internal import NIOCore
internal import NIOHTTP1

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Calls one service in one region: signs, sends, repeats what may be repeated, and tells errors apart.
package final class AWSServiceClient: Sendable {
    package let service: AWSService
    package let endpoint: AWSEndpoint
    package let signer: RequestSigner
    package let quota: RetryQuota
    package let credentials: any CredentialProvider
    let http: AWSHTTPClient
    package let retries: AWSRetryPolicy
    let timeouts: AWSTimeouts
    let timing: Timing
    let logger: Logger
    let skew: ClockSkew

    /// - Parameters:
    ///   - endpoint: in place of the region's own.
    ///   - quota: what repetitions may cost. Clients of the same service may share one.
    ///   - skew: what is known of the services' clock. All clients on a machine may share one.
    package init(
        _ service: AWSService, region: AWSRegion, endpoint: AWSEndpoint? = nil, credentials: any CredentialProvider,
        http: AWSHTTPClient, retries: AWSRetryPolicy = AWSRetryPolicy(), timeouts: AWSTimeouts = AWSTimeouts(),
        quota: RetryQuota = RetryQuota(), skew: ClockSkew = ClockSkew(), timing: Timing = .system,
        logger: Logger? = nil
    ) {
        self.service = service
        self.endpoint = endpoint ?? region.endpoint(of: service)
        signer = RequestSigner(
            service: service.signingName, region: region.signingRegion(of: service), rules: service.rules)
        self.credentials = credentials
        self.http = http
        self.retries = retries
        self.timeouts = timeouts
        self.quota = quota
        self.skew = skew
        self.timing = timing
        self.logger = logger ?? Logger(label: "AWSClient") { _ in SwiftLogNoOpLogHandler() }
    }

    /// Makes a call and gives its reply with the body still to be read. A body that breaks off is not asked for again:
    /// whoever reads it knows how far it came.
    ///
    /// - Throws: ``AWSError``, `CancellationError`, and what the request's body throws.
    package func send(_ request: AWSRequest) async throws -> AWSResponse {
        try await repeating(request) { call in
            try await withTimeLimit(call.limit, self.timing, late: call.late) { try await self.attempt(call) }
        }
    }

    /// Makes a call and reads its reply into memory. One that breaks off counts as failed, and is repeated.
    ///
    /// - Parameters:
    ///   - limit: bytes of the body at most.
    ///   - read: makes something of the reply. What it throws as ``AWSError`` is treated as the service's error.
    /// - Throws: ``AWSError``, `CancellationError`, and what the request's body throws.
    package func collect<Value: Sendable>(
        _ request: AWSRequest, upTo limit: Int, _ read: @escaping @Sendable (AWSReply) throws -> Value
    ) async throws -> Value {
        try await repeating(request) { call in
            try await withTimeLimit(call.limit, self.timing, late: call.late) {
                let response = try await self.attempt(call)
                let reply: AWSReply
                do {
                    reply = try await response.collect(upTo: limit)
                } catch var error as AWSError {
                    error.mayHaveTakenEffect = true
                    throw error
                }
                return try read(reply)
            }
        }
    }

    /// The same, with the reply as it is.
    package func collect(_ request: AWSRequest, upTo limit: Int) async throws -> AWSReply {
        try await collect(request, upTo: limit) { $0 }
    }

    /// The time by the service's clock, as far as its replies told that it differs from this machine's.
    package var now: Date { skew.corrected(timing.now()) }

    /// One call, without repetition.
    private func attempt(_ call: ServiceCall) async throws -> AWSResponse {
        let credentials = call.credentials
        let signed = try SignedRequest(
            call.request, endpoint: endpoint, signer: signer, credentials: credentials, at: SigningTime(now))
        var response = try await http.execute(
            call.request.method, url: signed.url, headers: signed.headers, body: signed.body)
        response.attempts = call.attempt
        response.followsUnknownOutcome = call.followsUnknownOutcome
        if (200..<300).contains(response.status) || call.request.expectedStatuses.contains(response.status) {
            return response
        }
        // What a service says of an error is short. What is longer, or breaks off, is not worth another error.
        let body = (try? await response.collect(upTo: 256 * 1024))?.body ?? ByteBuffer()
        try Task.checkCancellation()
        throw AWSError.of(
            status: response.status, headers: response.headers, body: body, operation: name(of: call.request),
            secrets: [credentials?.secretAccessKey, credentials?.sessionToken, signed.signature].compactMap { $0 })
    }

    /// As permissions have it: `s3:PutObject`.
    func name(of request: AWSRequest) -> String { "\(service.signingName):\(request.operation)" }
}
