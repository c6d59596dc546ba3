/// Where credentials come from.
package protocol CredentialProvider: Sendable {
    /// Credentials that are good now.
    ///
    /// - Throws: ``AWSError`` with code ``AWSError/Code/missingCredentials`` where this provider has none and another may
    ///   be asked, or another code where it should have and failed; `CancellationError`.
    func credentials() async throws -> AWSCredentials

    /// Tells that a service takes these for ended: whoever keeps them must not give them again.
    func discard(_ credentials: AWSCredentials) async
}
