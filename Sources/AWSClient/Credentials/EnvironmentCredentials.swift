/// Credentials of the variables `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
package struct EnvironmentCredentials: CredentialProvider {
    private let settings: AWSSettings

    package init(_ settings: AWSSettings) { self.settings = settings }

    /// - Throws: ``AWSError`` with code ``AWSError/Code/missingCredentials`` where neither of the first two is set, and
    ///   ``AWSError/Code/invalidConfiguration`` where one is.
    package func credentials() throws -> AWSCredentials {
        let id = settings.variable("AWS_ACCESS_KEY_ID")
        let secret = settings.variable("AWS_SECRET_ACCESS_KEY")
        guard let id, let secret else {
            if id == nil, secret == nil {
                throw AWSError(.missingCredentials, "AWS_ACCESS_KEY_ID is not set.")
            }
            throw AWSError(
                .invalidConfiguration, "\(id == nil ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY") is not set.")
        }
        return AWSCredentials(
            accessKeyID: id, secretAccessKey: secret, sessionToken: settings.variable("AWS_SESSION_TOKEN"))
    }

    /// There are no others.
    package func discard(_ credentials: AWSCredentials) {}
}
