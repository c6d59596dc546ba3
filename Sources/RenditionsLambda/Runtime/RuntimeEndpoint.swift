/// Where the Runtime API is.
struct RuntimeEndpoint: Sendable, Hashable {
    let host: String
    let port: Int

    /// - Parameter text: such as `127.0.0.1:9001`.
    /// - Throws: ``LambdaError`` with code `invalid-environment`.
    init(_ text: String) throws {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let port = Int(parts[1]), (1...65535).contains(port),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "/") })
        else {
            throw LambdaError(
                .invalidEnvironment, "AWS_LAMBDA_RUNTIME_API is not a host and a port, such as 127.0.0.1:9001.")
        }
        host = String(parts[0])
        self.port = port
    }
}
