internal import Synchronization

/// Asks one provider after another, until one has credentials. From then on only that one is asked.
package final class CredentialChain: CredentialProvider {
    private let providers: [any CredentialProvider]
    private let names: [String]
    private let found = Mutex<Int?>(nil)

    /// - Parameter names: what the providers are called, in words; none where nobody asks.
    package init(_ providers: [any CredentialProvider], named names: [String] = []) {
        self.providers = providers
        self.names = names
    }

    /// The name of the provider that gave credentials; nil where none has yet.
    package var origin: String? {
        found.withLock { $0 }.flatMap { names.indices.contains($0) ? names[$0] : nil }
    }

    /// - Throws: ``AWSError`` with code ``AWSError/Code/missingCredentials`` where none has any, and what the first one throws
    ///   that should have some.
    package func credentials() async throws -> AWSCredentials {
        if let index = found.withLock({ $0 }) { return try await providers[index].credentials() }
        var reasons: [String] = []
        for (index, provider) in providers.enumerated() {
            do {
                let credentials = try await provider.credentials()
                found.withLock { $0 = $0 ?? index }
                return credentials
            } catch let error as AWSError where error.code == .missingCredentials {
                reasons.append(error.message)
            }
        }
        throw AWSError(
            .missingCredentials,
            "No credentials were found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, make a profile, or give this "
                + "machine a role. " + reasons.joined(separator: " "))
    }

    package func discard(_ credentials: AWSCredentials) async {
        if let index = found.withLock({ $0 }) { await providers[index].discard(credentials) }
    }
}
