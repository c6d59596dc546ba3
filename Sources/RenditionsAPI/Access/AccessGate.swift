package import HTTPTypes

/// What every request passes before anything else is done for it.
package struct AccessGate: Sendable {
    private let policy: AccessPolicy
    private let authorizer: (any Authorizer)?
    private let crossSite: CrossSiteGuard

    /// - Parameter allowedOrigins: as in ``ImageAPI/Configuration/allowedOrigins``.
    package init(_ policy: AccessPolicy, authorizer: (any Authorizer)?, allowedOrigins: Set<String>) {
        self.policy = policy
        self.authorizer = authorizer
        crossSite = CrossSiteGuard(allowedOrigins: allowedOrigins)
    }

    /// On whose behalf the request may be served.
    ///
    /// - Parameter scope: of the route; nil for one that is open whatever the policy says. It is guarded from pages of other
    ///   sites all the same.
    /// - Throws: what is to be answered instead.
    package func principal(for head: HTTPRequest, scope: Scope?) async throws(Problem) -> Principal {
        try crossSite.check(head)
        guard let scope else { return .anyone }
        switch policy[scope] {
        case .off: throw Problem(.switchedOff, "Nobody may do this here, whatever the credentials.")
        case .authorized: return try await authorized(head, for: scope)
        case .anyone: return await recognized(head, for: scope)
        }
    }

    private func authorized(_ head: HTTPRequest, for scope: Scope) async throws(Problem) -> Principal {
        let credentials = BearerCredentials(head)
        switch try await answer(to: head, for: scope) {
        case .granted(let principal): return principal
        case .forbidden:
            throw Problem(
                .forbidden, "The credentials are valid and do not allow this. It takes the scope \(scope.rawValue).",
                fields: [.wwwAuthenticate: BearerChallenge.insufficientScope(scope).text])
        case .unauthorized where credentials.areBearer:
            throw Problem(
                .unauthorized, "The token is not known, or not valid any more.",
                fields: [.wwwAuthenticate: BearerChallenge.invalidToken.text])
        case .unauthorized:
            throw Problem(
                .unauthorized, "Send one Authorization field with a bearer token.",
                fields: [.wwwAuthenticate: BearerChallenge.missing.text])
        }
    }

    private func answer(to head: HTTPRequest, for scope: Scope) async throws(Problem) -> Authorization {
        // More than one field is refused here for every authorizer: a proxy and this one may have read different ones.
        guard let authorizer, head.headerFields[values: .authorization].count <= 1 else { return .unauthorized }
        do {
            return try await authorizer.authorize(head, for: scope)
        } catch {
            throw Problem(.unavailable, "It can't be told now whether this is allowed.", retryAfter: Self.retryAfter)
        }
    }

    /// Who sent what is open to everybody, as far as it can be told.
    ///
    /// Credentials are used for the subject, so that idempotency keys stay its own. Those that are not good are passed over:
    /// with them one may do what anybody may do without, and an expired token or an authorizer that is out of reach must
    /// not close what is open.
    private func recognized(_ head: HTTPRequest, for scope: Scope) async -> Principal {
        guard BearerCredentials(head) != .absent,
            case .granted(let principal)? = try? await answer(to: head, for: scope)
        else { return .anyone }
        return principal
    }

    /// Seconds.
    private static let retryAfter = 5
}
