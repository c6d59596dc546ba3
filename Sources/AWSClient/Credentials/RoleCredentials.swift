/// Credentials of a role that others, which STS trusts, take on.
struct RoleCredentials: CredentialProvider {
    private struct Reply: Decodable, Sendable {
        struct Result: Decodable, Sendable {
            var credentials: TokenReply

            private enum CodingKeys: String, CodingKey {
                case credentials = "Credentials"
            }
        }

        var result: Result

        private enum CodingKeys: String, CodingKey {
            case result = "AssumeRoleResult"
        }
    }

    let role: AssumedRole
    /// Who takes it on.
    let base: any CredentialProvider
    let source: CredentialSource
    /// Of the profile that asks.
    let region: String?

    /// - Throws: ``AWSError`` with code ``AWSError/Code/invalidConfiguration`` where nobody is there to take the role on: a chain
    ///   that went on to its next provider would call as somebody else than the profile says.
    func credentials() async throws -> AWSCredentials {
        do {
            let reply: Reply = try await source.tokens(region: region, credentials: base).call(
                "AssumeRole", role.parameters, as: .tokens)
            return try reply.result.credentials.credentials()
        } catch let error as AWSError where error.code == .missingCredentials {
            throw AWSError(
                .invalidConfiguration,
                "The role \(LineText.safe(role.arn, 200)) can't be taken on, for whoever shall do so has no credentials. "
                    + error.message, cause: error)
        }
    }

    func discard(_ credentials: AWSCredentials) async { await base.discard(credentials) }
}
