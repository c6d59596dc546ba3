/// The part of STS's replies that holds credentials.
struct TokenReply: Decodable {
    var accessKeyID: String
    var secretAccessKey: String
    var sessionToken: String
    var expiration: String

    private enum CodingKeys: String, CodingKey {
        case accessKeyID = "AccessKeyId"
        case secretAccessKey = "SecretAccessKey"
        case sessionToken = "SessionToken"
        case expiration = "Expiration"
    }

    /// - Throws: ``AWSError`` with code ``AWSError/Code/invalidReply``.
    func credentials() throws -> AWSCredentials {
        guard let expiration = Timestamp.parse(expiration) else {
            throw AWSError(.invalidReply, "STS does not say when its credentials end.")
        }
        return AWSCredentials(
            accessKeyID: accessKeyID, secretAccessKey: secretAccessKey, sessionToken: sessionToken,
            expiration: expiration)
    }
}
