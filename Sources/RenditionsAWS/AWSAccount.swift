package import AWSClient
public import Logging
internal import Renditions

/// An account of AWS as a process reaches it: its region, its credentials, where its services are, and the connections to
/// them. Stores and runners are made of it; they share its connections. It must be shut down when nobody calls any more.
public struct AWSAccount: Sendable {
    package let services: AWSServices
    private let http: AWSHTTPClient

    /// Finds everything as AWS's own tools do: credentials by variables, profiles (`~/.aws`), a web identity, the endpoint of
    /// a container or the machine's; regions by `AWS_REGION` or a profile; other addresses by `AWS_ENDPOINT_URL` and
    /// `AWS_ENDPOINT_URL_S3` and its like.
    ///
    /// - Parameters:
    ///   - environment: of the process, or what stands for it.
    ///   - home: the user's folder; nil where there is none.
    ///   - region: in place of the one that is found.
    ///   - configuration: how calls are made.
    ///   - logger: is told of calls that are made again.
    /// - Throws: `StoreError` with code `invalid-request` where no region is set, or a setting is not usable.
    public static func load(
        environment: [String: String], home: String?, region: String? = nil,
        configuration: Configuration = Configuration(), logger: Logger? = nil
    ) async throws -> AWSAccount {
        try configuration.validate()
        do {
            let settings = try await AWSSettings.load(environment: environment, home: home)
            // Names are checked before connections are made, which would have to be shut down.
            let named = try settings.region(region).name
            let http = AWSHTTPClient(configuration.http)
            return AWSAccount(
                services: try AWSServices(
                    settings, http: http, region: named, retries: configuration.retries,
                    timeouts: configuration.timeouts, logger: logger),
                http: http)
        } catch let error as AWSError {
            throw StoreError(.invalidRequest, error.message, cause: error)
        }
    }

    package init(services: AWSServices, http: AWSHTTPClient) {
        self.services = services
        self.http = http
    }

    /// Ends all connections, and waits until they have ended.
    public func shutdown() async throws { try await http.shutdown() }
}
