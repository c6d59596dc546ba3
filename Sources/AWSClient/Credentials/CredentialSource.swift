/// Makes the providers that settings ask for.
struct CredentialSource: Sendable {
    var settings: AWSSettings
    var http: AWSHTTPClient
    var allowsProcesses: Bool
    var skew: ClockSkew
    var timing: Timing

    var environment: EnvironmentCredentials { EnvironmentCredentials(settings) }
    var container: ContainerCredentials { ContainerCredentials(settings, http: http, timing: timing) }
    var instance: InstanceCredentials { InstanceCredentials(settings, http: http, timing: timing) }

    /// By `AWS_WEB_IDENTITY_TOKEN_FILE`, `AWS_ROLE_ARN` and `AWS_ROLE_SESSION_NAME`.
    var webIdentity: any CredentialProvider {
        guard let file = settings.variable("AWS_WEB_IDENTITY_TOKEN_FILE") else {
            return MissingCredentials("AWS_WEB_IDENTITY_TOKEN_FILE is not set.")
        }
        guard let role = settings.variable("AWS_ROLE_ARN") else {
            return MissingCredentials("AWS_ROLE_ARN is not set.", .invalidConfiguration)
        }
        return WebIdentityCredentials(
            role: AssumedRole(arn: role, sessionName: settings.variable("AWS_ROLE_SESSION_NAME")), tokenFile: file,
            source: self, region: nil)
    }

    func profile(_ name: String) -> ProfileCredentials { ProfileCredentials(name, self) }

    /// A client of STS.
    ///
    /// - Parameter region: of the profile that asks.
    func tokens(region: String?, credentials: any CredentialProvider) throws -> AWSServiceClient {
        let region = try settings.region(settings.variable("AWS_REGION") ?? region)
        return AWSServiceClient(
            .tokens, region: region, endpoint: try settings.endpoint(of: .tokens), credentials: credentials,
            http: http, timeouts: AWSTimeouts(attempt: .seconds(10), total: .seconds(60)), skew: skew, timing: timing)
    }
}
