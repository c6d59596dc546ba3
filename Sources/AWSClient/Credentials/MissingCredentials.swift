/// A provider that has none, and says why.
struct MissingCredentials: CredentialProvider {
    private let reason: String
    private let code: AWSError.Code

    init(_ reason: String, _ code: AWSError.Code = .missingCredentials) {
        self.reason = reason
        self.code = code
    }

    func credentials() throws -> AWSCredentials { throw AWSError(code, reason) }

    func discard(_ credentials: AWSCredentials) {}
}
