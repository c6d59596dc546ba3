internal import NIOHTTP1

/// Credentials of the endpoint that a container is given: `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` at a fixed address, or
/// `AWS_CONTAINER_CREDENTIALS_FULL_URI`, with a token where there is one.
struct ContainerCredentials: CredentialProvider {
    private let settings: AWSSettings
    private let fetcher: MetadataFetcher
    private let fixed: AWSEndpoint

    /// - Parameter fixed: what relative addresses are relative to.
    init(
        _ settings: AWSSettings, http: AWSHTTPClient, timing: Timing,
        fixed: AWSEndpoint = AWSEndpoint(isSecure: false, host: "169.254.170.2")
    ) {
        self.settings = settings
        self.fixed = fixed
        fetcher = MetadataFetcher(http: http, timing: timing, limit: .seconds(5), calls: 4)
    }

    /// - Throws: ``AWSError`` with code ``AWSError/Code/missingCredentials`` where neither variable is set,
    ///   ``AWSError/Code/invalidConfiguration`` for an address that is not allowed.
    func credentials() async throws -> AWSCredentials {
        let url: String
        if let relative = settings.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
            guard relative.hasPrefix("/") else {
                throw AWSError(
                    .invalidConfiguration, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI does not begin with a slash.")
            }
            url = fixed.description + relative
        } else if let full = settings.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") {
            url = full
            try Self.check(full)
        } else {
            throw AWSError(.missingCredentials, "AWS_CONTAINER_CREDENTIALS_FULL_URI is not set.")
        }
        var headers: HTTPHeaders = ["Accept": "application/json"]
        if let token = try await token() { headers.add(name: "Authorization", value: token) }
        let place = "The container's endpoint"
        let reply: AWSReply
        do {
            reply = try await fetcher.fetch(.GET, url, headers)
        } catch let error as AWSError {
            throw AWSError(.credentialsUnavailable, "\(place) can't be reached.", cause: error)
        }
        guard reply.status == 200 else {
            throw AWSError(.credentialsUnavailable, "\(place) replied with status \(reply.status).")
        }
        return try EndpointReply.credentials(reply.body, from: place)
    }

    func discard(_ credentials: AWSCredentials) {}

    /// Whether the address is one that nobody else listens to: encrypted, or on this machine, or one of the two that
    /// containers have. Else whoever sets the variable could have tokens sent anywhere.
    private static func check(_ url: String) throws {
        let end = url.firstIndex { $0 == "?" || $0 == "#" } ?? url.endIndex
        let endpoint = try AWSEndpoint(url: String(url[..<end]))
        if endpoint.isSecure || isOfThisMachine(endpoint.host)
            || ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"].contains(endpoint.host)
        {
            return
        }
        throw AWSError(
            .invalidConfiguration,
            "AWS_CONTAINER_CREDENTIALS_FULL_URI leads neither to this machine nor over TLS.")
    }

    private static func isOfThisMachine(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// The file's, which is written anew before the token ends, or else the variable's.
    private func token() async throws -> String? {
        var token = settings.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN")
        if let file = settings.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
            guard let text = try await SmallFile.text(at: file, called: "the file of the container's token") else {
                throw AWSError(.credentialsUnavailable, "The file of the container's token is not there.")
            }
            token = text
            while token?.last?.isNewline == true { token?.removeLast() }
        }
        guard let token else { return nil }
        guard token.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
            throw AWSError(.invalidConfiguration, "The container's token holds what a header can't.")
        }
        return token
    }
}
