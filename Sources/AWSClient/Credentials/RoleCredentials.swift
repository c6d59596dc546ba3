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

    func credentials() async throws -> AWSCredentials {
        let reply: Reply = try await source.tokens(region: region, credentials: base).call(
            "AssumeRole", role.parameters, as: .tokens)
        return try reply.result.credentials.credentials()
    }

    func discard(_ credentials: AWSCredentials) async { await base.discard(credentials) }
}
