/// Credentials that were given.
package struct StaticCredentials: CredentialProvider {
    private let given: AWSCredentials

    package init(_ credentials: AWSCredentials) { given = credentials }

    package init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil) {
        given = AWSCredentials(
            accessKeyID: accessKeyID, secretAccessKey: secretAccessKey, sessionToken: sessionToken)
    }

    package func credentials() -> AWSCredentials { given }

    /// There are no others.
    package func discard(_ credentials: AWSCredentials) {}
}
