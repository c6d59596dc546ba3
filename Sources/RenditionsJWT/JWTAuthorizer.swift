public import HTTPTypes
public import Renditions
public import RenditionsAPI

/// Grants what a JSON Web Token (RFC 7519) allows: one that an identity provider signs, sent as `Authorization: Bearer`.
///
/// ```swift
/// let authorizer = try await JWTAuthorizer(
///     .keySet(document),
///     configuration: .init(issuer: "https://id.example.com", audience: "images", scopePrefix: "images:"))
/// ```
///
/// A token counts when one of the keys has signed it with that key's own algorithm, when it has not expired, and when issuer
/// and audience are those of the configuration. What it names in its header never chooses an algorithm: `none` is refused,
/// and so is a signature made with the text of a public key as secret. Its `sub` is the subject, and has to be there.
///
/// Keys are read once. Where a provider changes them, make another authorizer of its new document. Nothing of a token is
/// logged or told in an error.
public struct JWTAuthorizer: Authorizer {
    /// Bytes of a token; longer ones are refused before they are read.
    static let maximumBytes = 8192

    private let keys: [VerificationKey]
    private let configuration: Configuration
    private let clock: WallClock

    /// - Parameter clock: by which tokens expire.
    /// - Throws: `AccessError` with `no-credentials` where there is not one key, `unusable-key` for a key that can't be used,
    ///   `invalid-setting` for a configuration that can't work.
    public init(
        _ keys: JWTKeys, configuration: Configuration = Configuration(), clock: WallClock = .system
    ) async throws(AccessError) {
        try configuration.validate()
        self.keys = try await keys.verificationKeys()
        self.configuration = configuration
        self.clock = clock
    }

    public func authorize(_ head: HTTPRequest, for scope: Scope) -> Authorization {
        guard case .token(let text) = BearerCredentials(head), text.utf8.count <= Self.maximumBytes,
            let token = SignedToken(text), isSigned(token),
            let claims = TokenClaims(token.payload, scopeClaims: configuration.scopeClaims),
            let subject = claims.subject(at: clock.now, by: configuration)
        else { return .unauthorized }
        let isGranted = claims.scopes.contains(configuration.scopePrefix + scope.rawValue)
        return isGranted ? .granted(Principal(subject)) : .forbidden
    }

    private func isSigned(_ token: SignedToken) -> Bool {
        keys.contains { $0.isMeant(by: token.header) && $0.hasSigned(token) }
    }
}
