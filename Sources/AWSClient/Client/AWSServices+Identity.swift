extension AWSServices {
    /// Who calls, as the services see it.
    package struct Identity: Hashable, Sendable {
        /// Twelve digits.
        package var account: String
        /// Of the user or of the role's session.
        package var arn: String
        /// Where the credentials were found, in words; nil where that is not known.
        package var origin: String?
    }

    /// Asks who the credentials belong to. Needs no permission.
    ///
    /// - Throws: ``AWSError``; `CancellationError`.
    package func identity() async throws -> Identity {
        let reply: Reply = try await client(of: .tokens).call("GetCallerIdentity", [], as: .tokens)
        let found = reply.GetCallerIdentityResult
        return Identity(
            account: found.Account, arn: found.Arn, origin: (credentials as? RefreshingCredentials)?.origin)
    }

    private struct Reply: Decodable, Sendable { var GetCallerIdentityResult: Found }
    private struct Found: Decodable, Sendable {
        var Account: String
        var Arn: String
    }
}
