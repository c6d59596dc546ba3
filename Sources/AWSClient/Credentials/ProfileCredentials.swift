/// Credentials as a profile says: keys of its own, or a role that is taken on by the keys of another profile, of the
/// environment, the container, the instance or a web identity.
struct ProfileCredentials: CredentialProvider {
    private let name: String
    private let source: CredentialSource

    init(_ name: String, _ source: CredentialSource) {
        self.name = name
        self.source = source
    }

    /// - Throws: ``AWSError`` with code ``AWSError/Code/missingCredentials`` where the profile says nothing of credentials, as one
    ///   that sets a region alone, and where it is not there and was not chosen by name;
    ///   ``AWSError/Code/invalidConfiguration`` where it was, and where what the profile says can't be followed.
    func credentials() async throws -> AWSCredentials {
        let isChosen = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"].contains { source.settings.variable($0) != nil }
        guard let section = source.settings.profiles.profiles[name] else {
            throw AWSError(
                isChosen ? .invalidConfiguration : .missingCredentials,
                "There is no profile \(LineText.safe(name, 64)).")
        }
        return try await provider(section, name, visited: []).credentials()
    }

    func discard(_ credentials: AWSCredentials) {}

    private func provider(
        _ section: ProfileSection, _ name: String, visited: Set<String>
    ) throws -> any CredentialProvider {
        if let arn = section["role_arn"], !visited.contains(name) {
            return try role(arn, section, name, visited: visited.union([name]))
        }
        switch (section["aws_access_key_id"], section["aws_secret_access_key"]) {
        case (let id?, let secret?):
            return StaticCredentials(
                accessKeyID: id, secretAccessKey: secret, sessionToken: section["aws_session_token"])
        case (nil, nil): break
        default: throw refused(name, "has one of aws_access_key_id and aws_secret_access_key, and not the other")
        }
        if let command = section["credential_process"] {
            guard source.allowsProcesses else {
                throw refused(name, "has a credential_process, and processes are not switched on")
            }
            return ProcessCredentials(command: command, timing: source.timing)
        }
        if section["sso_session"] != nil || section["sso_start_url"] != nil {
            throw refused(name, "signs in by SSO, which is not known here. Export its credentials to the environment")
        }
        return MissingCredentials("The profile \(LineText.safe(name, 64)) has no credentials.")
    }

    private func role(
        _ arn: String, _ section: ProfileSection, _ name: String, visited: Set<String>
    ) throws -> any CredentialProvider {
        if section["mfa_serial"] != nil {
            throw refused(name, "asks for a code of a device, and nobody is here to type one")
        }
        var role = AssumedRole(
            arn: arn, sessionName: section["role_session_name"], externalID: section["external_id"])
        if let duration = section["duration_seconds"] {
            guard let seconds = Int(duration), (900...43_200).contains(seconds) else {
                throw refused(name, "has a duration_seconds that is not a number from 900 to 43200")
            }
            role.duration = seconds
        }
        let base: any CredentialProvider
        switch (section["source_profile"], section["credential_source"], section["web_identity_token_file"]) {
        case (nil, nil, let file?):
            return WebIdentityCredentials(role: role, tokenFile: file, source: source, region: section["region"])
        case (let other?, nil, nil): base = try sourceProfile(other, of: name, visited: visited)
        case (nil, let kind?, nil): base = try credentialSource(kind, of: name)
        default:
            throw refused(
                name, "has a role_arn, and not one of source_profile, credential_source and web_identity_token_file")
        }
        return RoleCredentials(role: role, base: base, source: source, region: section["region"])
    }

    private func sourceProfile(
        _ other: String, of name: String, visited: Set<String>
    ) throws -> any CredentialProvider {
        guard let section = source.settings.profiles.profiles[other] else {
            throw refused(name, "names a source_profile that is not there")
        }
        // One that names itself means the keys that it has besides the role.
        guard other == name || !visited.contains(other) else {
            throw refused(name, "leads back to itself by source_profile")
        }
        let provider = try provider(section, other, visited: visited)
        if provider is MissingCredentials { throw refused(name, "names a source_profile that has no credentials") }
        return provider
    }

    private func credentialSource(_ kind: String, of name: String) throws -> any CredentialProvider {
        switch kind.lowercased() {
        case "environment": return source.environment
        case "ecscontainer": return source.container
        case "ec2instancemetadata": return source.instance
        default:
            throw refused(
                name, "has a credential_source that is not Environment, EcsContainer or Ec2InstanceMetadata")
        }
    }

    private func refused(_ name: String, _ why: String) -> AWSError {
        AWSError(.invalidConfiguration, "The profile \(LineText.safe(name, 64)) \(why).")
    }
}
