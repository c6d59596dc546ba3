internal import NIOCore
internal import NIOHTTP1

/// Credentials of the role of an EC2 instance, from its metadata service. Only the second version of that is asked, which
/// wants a token first: the first one answers whoever gets a server to make a request.
struct InstanceCredentials: CredentialProvider {
    private let settings: AWSSettings
    private let fetcher: MetadataFetcher

    init(_ settings: AWSSettings, http: AWSHTTPClient, timing: Timing) {
        self.settings = settings
        fetcher = MetadataFetcher(http: http, timing: timing, limit: .seconds(1), calls: 3)
    }

    /// - Throws: ``AWSError`` with code ``AWSError/Code/missingCredentials`` where this is no instance, where it has no role,
    ///   and where `AWS_EC2_METADATA_DISABLED` is true.
    func credentials() async throws -> AWSCredentials {
        if settings.variable("AWS_EC2_METADATA_DISABLED")?.lowercased() == "true" {
            throw AWSError(.missingCredentials, "AWS_EC2_METADATA_DISABLED is set.")
        }
        let base = try endpoint().description + "/latest/"
        let token: HTTPHeaders = ["X-aws-ec2-metadata-token": try await token(base)]
        let roles = base + "meta-data/iam/security-credentials/"
        let list = try await get(roles, token)
        guard list.status == 200, let role = String(buffer: list.body).split(whereSeparator: \.isNewline).first else {
            throw AWSError(.missingCredentials, "This instance has no role.")
        }
        let reply = try await get(roles + PercentEncoding.encode(String(role)), token)
        guard reply.status == 200 else {
            throw AWSError(
                .credentialsUnavailable, "The instance's metadata replied with status \(reply.status).")
        }
        return try EndpointReply.credentials(reply.body, from: "The instance's metadata")
    }

    func discard(_ credentials: AWSCredentials) {}

    private func endpoint() throws -> AWSEndpoint {
        if let url = settings.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT") { return try AWSEndpoint(url: url) }
        let mode = settings.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE")?.lowercased()
        return AWSEndpoint(isSecure: false, host: mode == "ipv6" ? "[fd00:ec2::254]" : "169.254.169.254")
    }

    private func token(_ base: String) async throws -> String {
        let reply: AWSReply
        do {
            reply = try await fetcher.fetch(
                .PUT, base + "api/token", ["X-aws-ec2-metadata-token-ttl-seconds": "21600"])
        } catch let error as AWSError {
            throw AWSError(.missingCredentials, "This machine has no metadata of an instance.", cause: error)
        }
        let token = String(buffer: reply.body)
        guard reply.status == 200, !token.isEmpty, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw AWSError(
                .missingCredentials, "The instance's metadata gave no token, and replied with status \(reply.status).")
        }
        return token
    }

    private func get(_ url: String, _ token: HTTPHeaders) async throws -> AWSReply {
        do {
            return try await fetcher.fetch(.GET, url, token)
        } catch let error as AWSError {
            throw AWSError(.credentialsUnavailable, "The instance's metadata can't be reached.", cause: error)
        }
    }
}
