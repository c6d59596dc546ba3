/// What the environment and the user's profile say: which region, and where services are.
package struct AWSSettings: Hashable, Sendable {
    package var environment: [String: String]
    package var profiles: AWSProfiles
    /// The user's folder; nil where there is none.
    package var home: String?

    package init(environment: [String: String] = [:], profiles: AWSProfiles = AWSProfiles(), home: String? = nil) {
        self.environment = environment
        self.profiles = profiles
        self.home = home
    }

    /// Reads the user's files.
    ///
    /// - Throws: ``AWSError`` with code ``AWSError/Code/invalidConfiguration`` for a file that can't be read.
    package static func load(environment: [String: String], home: String?) async throws -> AWSSettings {
        AWSSettings(
            environment: environment, profiles: try await .load(environment: environment, home: home), home: home)
    }

    /// The profile that was chosen by `AWS_PROFILE`; `default` where none was.
    package var profileName: String { variable("AWS_PROFILE") ?? variable("AWS_DEFAULT_PROFILE") ?? "default" }

    package var profile: ProfileSection { profiles.profiles[profileName] ?? ProfileSection() }

    /// Nil for a variable that is not set, and for one that is empty.
    package func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// By `AWS_REGION`, `AWS_DEFAULT_REGION`, or the profile's `region`, in this order.
    ///
    /// - Parameter given: counts before all of them.
    /// - Throws: ``AWSError`` with code ``AWSError/Code/invalidConfiguration`` where there is none.
    package func region(_ given: String? = nil) throws -> AWSRegion {
        guard
            let name = given ?? variable("AWS_REGION") ?? variable("AWS_DEFAULT_REGION") ?? profile["region"]
        else {
            throw AWSError(
                .invalidConfiguration,
                "No region is set. Set AWS_REGION, or region in the profile \(LineText.safe(profileName, 64)).")
        }
        return try AWSRegion(name)
    }

    /// Where a service is, when anything says so; nil for the region's own. In this order: `AWS_ENDPOINT_URL_` and the
    /// service's name, `AWS_ENDPOINT_URL`, the section of services that the profile names, and its `endpoint_url`. None of
    /// them counts where `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` is true, or `ignore_configured_endpoint_urls` in the profile.
    ///
    /// - Throws: ``AWSError`` with code ``AWSError/Code/invalidConfiguration`` for one that is not usable.
    package func endpoint(of service: AWSService) throws -> AWSEndpoint? {
        let profile = profile
        let ignores =
            variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") ?? profile["ignore_configured_endpoint_urls"] ?? "false"
        if ignores.lowercased() == "true" { return nil }
        let section = profile["services"].flatMap { profiles.services[$0] }
        let url =
            variable("AWS_ENDPOINT_URL_\(service.id)") ?? variable("AWS_ENDPOINT_URL")
            ?? section?.nested[service.id.lowercased()]?["endpoint_url"].flatMap { $0.isEmpty ? nil : $0 }
            ?? profile["endpoint_url"]
        return try url.map { try AWSEndpoint(url: $0) }
    }
}
