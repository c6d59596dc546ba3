internal import NIOCore
internal import NIOHTTP1

extension AWSError {
    /// From a reply that is an error.
    static func of(
        status: Int, headers: HTTPHeaders, body: ByteBuffer, operation: String, secrets: [String] = []
    ) -> AWSError {
        let fault = ServiceFault(headers: headers, body: body)
        let code = FaultCode.code(of: fault, status: status)
        var error = AWSError(code, FaultCode.message(of: fault, code: code, operation: operation, secrets: secrets))
        error.serviceCode = fault.name
        if code == .accessDenied { error.denial = fault.message.flatMap(AccessDenial.init) }
        error.status = status
        error.requestID = fault.requestID
        error.extendedRequestID = fault.extendedRequestID
        error.operation = operation
        error.region = fault.region
        error.retryAfter = headers.first(name: "Retry-After").flatMap(Self.seconds)
        error.date = headers.first(name: "Date").flatMap(HTTPDate.parse)
        error.body = Array(body.readableBytesView)
        // A gateway may have given up on a service that goes on.
        error.mayHaveTakenEffect = status >= 500 && code == .serviceFailed
        return error
    }

    private static func seconds(_ text: String) -> Duration? {
        Int(text).flatMap { (0...1_000_000).contains($0) ? Duration.seconds($0) : nil }
    }
}
