internal import NIOCore
internal import NIOHTTP1
package import ScriptedServer

/// Stands between clients and a server, hands on what they say as it is, signatures included, and lets one call of a run
/// go wrong.
package struct FaultProxy: Sendable {
    private let plan: FaultPlan
    private let upstream: Upstream

    /// Runs one for the time of `body`.
    ///
    /// - Parameter port: of the server, on this machine.
    package static func run<Result>(
        to port: Int, _ plan: FaultPlan, _ body: (ScriptedServer) async throws -> Result
    ) async throws -> Result {
        let proxy = FaultProxy(plan: plan, upstream: Upstream(port: port))
        return try await ScriptedServer.run(
            cut: { request in
                let length = request.headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0
                return plan.begin(request) == .resetRequest && length > 0 ? max(1, length / 2) : nil
            }, { try await proxy.answer($0) }, body)
    }

    private func answer(_ request: ScriptedRequest) async throws -> ScriptedAnswer {
        switch plan.decision(request) {
        case nil: return try await forward(request)
        case .internalError:
            return Self.error(.internalServerError, "InternalError", "InternalServerError", to: request)
        case .slowDown: return Self.error(.serviceUnavailable, "SlowDown", "ThrottlingException", to: request)
        case .outage: return Self.error(.serviceUnavailable, "ServiceUnavailable", "ServiceUnavailable", to: request)
        case .denied: return Self.error(.forbidden, "AccessDenied", "AccessDeniedException", to: request)
        case .expired: return Self.error(.badRequest, "ExpiredToken", "ExpiredTokenException", to: request)
        case .skewed:
            var answer = Self.error(.forbidden, "RequestTimeTooSkewed", "RequestTimeTooSkewed", to: request)
            answer.headers.replaceOrAdd(name: "Date", value: "Wed, 25 Nov 2020 06:30:00 GMT")
            return answer
        case .gatewayTimeout:
            _ = try await forward(request)
            return ScriptedAnswer(
                .gatewayTimeout, headers: ["Content-Type": "text/html"], text: "<html><body>504</body></html>")
        case .resetAtOnce: return .reset
        case .resetRequest:
            try await upstream.sendCut(request)
            return .reset
        case .resetReply: return try await forward(request) { .reset(afterBytes: $0 / 2) }
        case .truncate: return try await forward(request) { .truncate(afterBytes: $0 / 2) }
        case .loseReply: return try await forward(request) { _ in .loseReply }
        case .stall: return try await forward(request) { _ in .stall }
        case .delay:
            try await Task.sleep(for: .milliseconds(200))
            return try await forward(request)
        case .corrupt:
            var other = request
            if var byte = other.body.getInteger(at: other.body.readerIndex, as: UInt8.self) {
                byte ^= 0x10
                other.body.setInteger(byte, at: other.body.readerIndex)
            }
            return try await forward(other)
        }
    }

    private func forward(
        _ request: ScriptedRequest, fault: ((Int) -> ScriptedAnswer.Fault)? = nil
    ) async throws -> ScriptedAnswer {
        var answer = try await upstream.send(request)
        plan.replied(to: request, bytes: request.method == .HEAD ? 0 : answer.body.readableBytes)
        answer.fault = fault?(answer.body.readableBytes)
        return answer
    }

    /// As S3 says it, or as services with JSON do.
    private static func error(
        _ status: HTTPResponseStatus, _ name: String, _ type: String, to request: ScriptedRequest
    ) -> ScriptedAnswer {
        if CallName(request).isOfObjects { return .s3Error(status, name, "A fault of the tests.") }
        let isServersFault = status == .internalServerError || name == "ServiceUnavailable"
        return .jsonError(isServersFault ? status : .badRequest, type, "A fault of the tests.")
    }
}
