internal import AsyncHTTPClient
internal import NIOCore
internal import NIOPosix

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// What the connections underneath throw, as callers are told.
enum TransportFailure {
    static func error(_ error: any Error) -> any Error {
        switch error {
        case let error as AWSError: error
        case is CancellationError: error
        case let error as RequestBodyFailure: error.cause
        case let error as HTTPClientError: translated(error)
        case is NIOConnectionError: AWSError(.connectionFailed, unreachable, cause: error)
        case ChannelError.connectTimeout: AWSError(.connectionFailed, unreachable, cause: error)
        case let error as IOError where isOfConnecting(error): AWSError(.connectionFailed, unreachable, cause: error)
        default: interrupted(error)
        }
    }

    private static let unreachable =
        "The service can't be reached. Look at the endpoint, the network and whether it is up."

    /// Whether the error is one that only a connection has that is yet to be made.
    private static func isOfConnecting(_ error: IOError) -> Bool {
        [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL].contains(error.errnoCode)
    }

    private static func translated(_ error: HTTPClientError) -> any Error {
        switch error {
        case .cancelled: return CancellationError()
        case .getConnectionFromPoolTimeout:
            return AWSError(
                .connectionFailed,
                "No connection to the service could be made in time. Look at the network, and do less at once.",
                cause: error)
        case .connectTimeout, .tlsHandshakeTimeout, .httpProxyHandshakeTimeout,
            .socksHandshakeTimeout:
            return AWSError(.connectionFailed, unreachable, cause: error)
        case .readTimeout, .writeTimeout, .deadlineExceeded:
            var timedOut = AWSError(
                .timedOut, "Nothing came from the service for too long, and the call was given up.", cause: error)
            timedOut.mayHaveTakenEffect = true
            return timedOut
        case .bodyLengthMismatch:
            return AWSError(.invalidRequest, "A body is not as long as it was said to be.", cause: error)
        case .invalidURL, .emptyHost, .emptyScheme:
            return AWSError(.invalidRequest, "A request can't be sent as it is.", cause: error)
        case .alreadyShutdown, .shutdownUnsupported:
            return AWSError(.invalidConfiguration, "The client was shut down. Make calls before that.", cause: error)
        default: return interrupted(error)
        }
    }

    private static func interrupted(_ error: any Error) -> AWSError {
        var interrupted = AWSError(
            .interrupted, "The connection ended before the reply did.", cause: error)
        interrupted.mayHaveTakenEffect = true
        return interrupted
    }
}
