internal import NIOCore
internal import Renditions
internal import RenditionsAPI
internal import RenditionsApp
internal import RenditionsFileSystem
internal import RenditionsJWT

/// Who may do what on this server.
struct ServerAccess: Sendable {
    let policy: AccessPolicy
    /// Nil where there are no tokens and no keys.
    let authorizer: (any Authorizer)?

    /// - Throws: ``ToolFailure`` when tokens or keys can't be used, or when somebody has to be authorized and nothing is
    ///   there to do it.
    init(_ settings: ServerSettings.Access) async throws {
        policy = Self.policy(settings)
        let authorizers = try await Self.authorizers(settings)
        authorizer = authorizers.count > 1 ? AuthorizerChain(authorizers) : authorizers.first
        let left = Scope.allCases.filter { [policy] in policy[$0] == .authorized }.map { "access.\($0.rawValue)" }
        guard authorizer != nil || left.isEmpty else {
            throw ToolFailure.usage(
                "Nobody could do anything: \(left.joined(separator: ", ")) stand at authorized, and there are no tokens or keys. "
                    + "Set access.tokens to subject:upload+read+renditions:TOKEN, with a TOKEN that `openssl rand -hex 32` "
                    + "made; or access.tokens-file, access.jwt.jwks-file or access.jwt.secret; or open with anyone what "
                    + "everybody may do, such as --access-renditions anyone.")
        }
    }

    /// What everybody may do, without credentials.
    var open: [Scope] { Scope.allCases.filter { policy[$0] == .anyone } }

    private static func policy(_ settings: ServerSettings.Access) -> AccessPolicy {
        func rule(_ word: String) -> AccessPolicy.Rule { AccessPolicy.Rule(rawValue: word) ?? .off }
        return AccessPolicy(
            upload: rule(settings.upload), list: rule(settings.list), read: rule(settings.read),
            renditions: rule(settings.renditions), originals: rule(settings.originals), delete: rule(settings.delete))
    }

    private static func authorizers(_ settings: ServerSettings.Access) async throws -> [any Authorizer] {
        var authorizers: [any Authorizer] = []
        var tokens = try settings.tokens.enumerated().map { index, text in
            try TokenText(text, number: index + 1).token()
        }
        if !settings.tokensFile.isEmpty { tokens += try TokenFile(settings.tokensFile).tokens }
        if !tokens.isEmpty {
            authorizers.append(try refusing("access.tokens") { () throws(AccessError) in try BearerTokens(tokens) })
        }
        if let keys = try keys(settings.jwt) { authorizers.append(try await jwt(keys, settings.jwt)) }
        return authorizers
    }

    private static func keys(_ settings: ServerSettings.Access.JWT) throws -> JWTKeys? {
        switch (settings.jwksFile, settings.secret) {
        case ("", ""): return nil
        case ("", let secret): return .secret(Array(secret.utf8))
        case (let path, ""): return .keySet(try SecretFile.text(of: path, for: "access.jwt.jwks-file"))
        default:
            throw ToolFailure.usage(
                "access.jwt.jwks-file and access.jwt.secret are both set. Keep the one that is used.")
        }
    }

    private static func jwt(_ keys: JWTKeys, _ settings: ServerSettings.Access.JWT) async throws -> JWTAuthorizer {
        do {
            return try await JWTAuthorizer(
                keys,
                configuration: JWTAuthorizer.Configuration(
                    issuer: settings.issuer.isEmpty ? nil : settings.issuer,
                    audience: settings.audience.isEmpty ? nil : settings.audience, scopePrefix: settings.scopePrefix))
        } catch {
            throw ToolFailure(code: error.code.description, message: "access.jwt: \(error.message)", status: .usage)
        }
    }

    static func refusing<Result>(_ what: String, _ body: () throws(AccessError) -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            throw ToolFailure(code: error.code.description, message: "\(what): \(error.message)", status: .usage)
        }
    }
}
