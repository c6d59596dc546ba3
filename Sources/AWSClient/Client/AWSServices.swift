package import Logging

/// Services as the environment and a profile say where they are, with the credentials that these name.
package struct AWSServices: Sendable {
    package var settings: AWSSettings
    package var region: AWSRegion
    package var credentials: any CredentialProvider
    package var retries: AWSRetryPolicy
    package var timeouts: AWSTimeouts
    package var timing: Timing
    package var logger: Logger?
    private let http: AWSHTTPClient
    private let skew = ClockSkew()

    /// - Parameters:
    ///   - region: in place of the settings'.
    ///   - credentials: in place of those that are found by the settings.
    /// - Throws: ``AWSError`` with code ``AWSError/Code/invalidConfiguration``, where no region is set above all.
    package init(
        _ settings: AWSSettings, http: AWSHTTPClient, region: String? = nil,
        credentials: (any CredentialProvider)? = nil, retries: AWSRetryPolicy = AWSRetryPolicy(),
        timeouts: AWSTimeouts = AWSTimeouts(), timing: Timing = .system, logger: Logger? = nil
    ) throws {
        self.settings = settings
        self.http = http
        self.region = try settings.region(region)
        self.credentials =
            credentials
            ?? RefreshingCredentials(
                CredentialChain.standard(settings, http: http, skew: skew, timing: timing), skew: skew, timing: timing)
        self.retries = retries
        self.timeouts = timeouts
        self.timing = timing
        self.logger = logger
    }

    /// A client of a service.
    ///
    /// - Parameter region: in place of the one for all, as for a bucket elsewhere.
    /// - Throws: ``AWSError`` with code ``AWSError/Code/invalidConfiguration`` for an endpoint that is not usable.
    package func client(of service: AWSService, region: AWSRegion? = nil) throws -> AWSServiceClient {
        AWSServiceClient(
            service, region: region ?? self.region, endpoint: try settings.endpoint(of: service),
            credentials: credentials, http: http, retries: retries, timeouts: timeouts, skew: skew, timing: timing,
            logger: logger)
    }
}
