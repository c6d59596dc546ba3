extension AWSProfiles {
    /// From the files that `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` name, or else from the folder `.aws` at home.
    /// One that is not there says nothing.
    ///
    /// - Parameters:
    ///   - environment: of the process, or what stands for it.
    ///   - home: the user's folder; nil where there is none.
    /// - Throws: ``AWSError`` with code ``AWSError/Code/invalidConfiguration`` for a file that can't be read.
    package static func load(environment: [String: String], home: String?) async throws -> AWSProfiles {
        AWSProfiles(
            config: try await file(environment["AWS_CONFIG_FILE"], home, "config"),
            credentials: try await file(environment["AWS_SHARED_CREDENTIALS_FILE"], home, "credentials"))
    }

    private static func file(_ named: String?, _ home: String?, _ name: String) async throws -> ProfileFile {
        let path: String
        if let named, !named.isEmpty {
            path = named.hasPrefix("~/") ? (home ?? "~") + named.dropFirst() : named
        } else if let home, !home.isEmpty {
            path = home + "/.aws/" + name
        } else {
            return ProfileFile()
        }
        guard let text = try await SmallFile.text(at: path, called: "the file of AWS's \(name)") else {
            return ProfileFile()
        }
        return try ProfileFile(text, name: "the file of AWS's \(name)")
    }
}
