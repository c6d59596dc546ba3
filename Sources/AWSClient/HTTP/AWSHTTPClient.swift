internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// Connections to services, shared by everyone who calls any. It must be shut down when nobody does any more.
package final class AWSHTTPClient: Sendable {
    private let client: HTTPClient
    private let limiter: ConnectionLimiter
    let userAgent: String

    /// - Parameter timing: of those who wait for a connection.
    package init(_ configuration: AWSHTTPConfiguration = AWSHTTPConfiguration(), timing: Timing = .system) {
        var settings = HTTPClient.Configuration()
        // Signatures are good for one host; a redirect is an error that says where to go.
        settings.redirectConfiguration = .disallow
        settings.timeout.connect = TimeAmount(configuration.connectTimeout)
        settings.timeout.read = TimeAmount(configuration.idleTimeout)
        settings.timeout.write = TimeAmount(configuration.idleTimeout)
        settings.connectionPool.idleTimeout = TimeAmount(configuration.keepAlive)
        // Above our own limit, since a connection that is being closed counts still: whoever gets as far need not wait again.
        settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 2 * configuration.connectionsPerHost
        // What can't be connected to is told at once: whoever calls knows better whether to try again.
        settings.connectionPool.retryConnectionEstablishment = false
        settings.httpVersion = .http1Only
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
        userAgent = configuration.userAgent
        limiter = ConnectionLimiter(
            limit: configuration.connectionsPerHost, patience: configuration.patience, timing: timing)
    }

    /// Ends all connections, and waits until they have ended.
    package func shutdown() async throws { try await client.shutdown() }

    /// Lends a client for the time of `body`.
    package static func with<Result>(
        _ configuration: AWSHTTPConfiguration = AWSHTTPConfiguration(), timing: Timing = .system,
        _ body: (AWSHTTPClient) async throws -> Result
    ) async throws -> Result {
        let client = AWSHTTPClient(configuration, timing: timing)
        do {
            let result = try await body(client)
            try await client.shutdown()
            return result
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    /// Makes one call, as soon as a connection is free: one is in use until a reply was read to its end, or nobody holds it any
    /// more. When the task is cancelled before the reply's head has come, the connection is closed.
    ///
    /// - Parameter url: with everything in it percent-encoded.
    /// - Throws: ``AWSError``, `CancellationError`, and what the body throws.
    func execute(
        _ method: HTTPMethod, url: String, headers: HTTPHeaders, body: AWSBody
    ) async throws -> AWSResponse {
        var request = HTTPClientRequest(url: url)
        request.method = method
        request.headers = headers
        if !request.headers.contains(name: "User-Agent") { request.headers.add(name: "User-Agent", value: userAgent) }
        switch body {
        case .empty: break
        case .pieces(let pieces) where pieces.count == 1: request.body = .bytes(pieces[0])
        case .pieces(let pieces):
            let stream = ByteStream(pieces)
            request.body = .stream(stream, length: .known(Int64(stream.length ?? 0)))
        case .stream(let stream):
            guard let length = stream.length else {
                throw AWSError(.invalidRequest, "A body was given whose length is not known. Say how long it is.")
            }
            request.body = .stream(stream.guarded(length: length), length: .known(Int64(length)))
        }
        let slot = try await limiter.slot(Self.host(of: url))
        do {
            let response = try await client.execute(request, deadline: .distantFuture)
            let length =
                method == .HEAD || response.status == .notModified
                ? 0 : response.headers.first(name: "Content-Length").flatMap { Int($0) }
            return AWSResponse(
                status: Int(response.status.code), headers: response.headers,
                body: ByteStream(response.body, length: length, isReplayable: false).mappingErrors().holding(slot))
        } catch {
            slot.end()
            throw TransportFailure.error(error)
        }
    }

    /// With the scheme and the port, as the pool of connections has it.
    private static func host(of url: String) -> String {
        guard let start = url.firstRange(of: "://")?.upperBound else { return url }
        return String(url[..<(url[start...].firstIndex { $0 == "/" || $0 == "?" } ?? url.endIndex)])
    }
}

extension TimeAmount {
    fileprivate init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
