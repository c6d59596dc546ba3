/// Credentials of a role for whoever has a token of another identity provider. The file is read each time: it is written
/// anew before its token ends.
struct WebIdentityCredentials: CredentialProvider {
    private struct Reply: Decodable, Sendable {
        struct Result: Decodable, Sendable {
            var credentials: TokenReply

            private enum CodingKeys: String, CodingKey {
                case credentials = "Credentials"
            }
        }

        var result: Result

        private enum CodingKeys: String, CodingKey {
            case result = "AssumeRoleWithWebIdentityResult"
        }
    }

    let role: AssumedRole
    let tokenFile: String
    let source: CredentialSource
    /// Of the profile that asks.
    let region: String?

    func credentials() async throws -> AWSCredentials {
        guard let token = try await SmallFile.text(at: tokenFile, called: "the file of the web identity's token") else {
            throw AWSError(.credentialsUnavailable, "The file of the web identity's token is not there.")
        }
        let client = try source.tokens(region: region, credentials: MissingCredentials("None are needed."))
        var request = QueryProtocol.tokens.request(
            "AssumeRoleWithWebIdentity",
            role.parameters + [QueryItem("WebIdentityToken", String(token.filter { !$0.isWhitespace }))])
        // The token is what proves who asks.
        request.isSigned = false
        let reply = try await client.collect(request, upTo: QueryProtocol.tokens.replyLimit) {
            try XMLReply.decode(Reply.self, from: $0.body)
        }
        return try reply.result.credentials.credentials()
    }

    func discard(_ credentials: AWSCredentials) {}
}
