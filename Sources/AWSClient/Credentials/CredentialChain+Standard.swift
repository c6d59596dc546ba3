extension CredentialChain {
    /// The places where AWS's tools look, in their order: variables of the environment, a web identity that it names, the
    /// profile, the container's endpoint, and the metadata of the instance.
    ///
    /// - Parameters:
    ///   - allowsProcesses: whether a profile's `credential_process` is run. Default false: whoever can write a file of
    ///     settings could run anything.
    ///   - skew: what is known of the services' clock.
    package static func standard(
        _ settings: AWSSettings, http: AWSHTTPClient, allowsProcesses: Bool = false, skew: ClockSkew = ClockSkew(),
        timing: Timing = .system
    ) -> CredentialChain {
        let source = CredentialSource(
            settings: settings, http: http, allowsProcesses: allowsProcesses, skew: skew, timing: timing)
        return CredentialChain(
            [
                source.environment, source.webIdentity, source.profile(settings.profileName), source.container,
                source.instance,
            ],
            named: [
                "variables of the environment", "a web identity",
                "the profile \(LineText.safe(settings.profileName, 64))", "the container's endpoint",
                "the machine's metadata",
            ])
    }
}
