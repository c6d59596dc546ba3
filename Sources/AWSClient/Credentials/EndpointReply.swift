internal import NIOCore

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Credentials in JSON, as the endpoints of containers and instances and processes write them.
struct EndpointReply: Decodable {
    var code: String?
    var accessKeyID: String?
    var secretAccessKey: String?
    var token: String?
    var sessionToken: String?
    var expiration: String?

    private enum CodingKeys: String, CodingKey {
        case code = "Code"
        case accessKeyID = "AccessKeyId"
        case secretAccessKey = "SecretAccessKey"
        case token = "Token"
        case sessionToken = "SessionToken"
        case expiration = "Expiration"
    }

    /// - Parameter place: whose reply it is, for errors.
    /// - Throws: ``AWSError`` with code ``AWSError/Code/invalidReply``, and ``AWSError/Code/credentialsUnavailable`` where the
    ///   reply says that it failed.
    static func credentials(_ body: ByteBuffer, from place: String) throws -> AWSCredentials {
        // What is wrong is not told further: errors of decoding repeat what they read.
        guard let reply = try? JSONDecoder().decode(Self.self, from: Data(body.readableBytesView)) else {
            throw AWSError(.invalidReply, "\(place) gave credentials that can't be read.")
        }
        if let code = reply.code, code != "Success" {
            throw AWSError(.credentialsUnavailable, "\(place) gave no credentials: \(LineText.safe(code, 64)).")
        }
        guard let id = reply.accessKeyID, !id.isEmpty, let secret = reply.secretAccessKey, !secret.isEmpty else {
            throw AWSError(.invalidReply, "\(place) gave credentials without a key.")
        }
        var credentials = AWSCredentials(
            accessKeyID: id, secretAccessKey: secret, sessionToken: reply.token ?? reply.sessionToken)
        if let expiration = reply.expiration {
            guard let date = Timestamp.parse(expiration) else {
                throw AWSError(.invalidReply, "\(place) does not say when its credentials end.")
            }
            credentials.expiration = date
        }
        return credentials
    }
}
