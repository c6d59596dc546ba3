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
    /// What nobody may do, because it is left to whom tokens or keys grant it, and there are none.
    let ungranted: [Scope]

    /// - Throws: ``ToolFailure`` when tokens or keys can't be used; where there are none, when nothing is open to anyone, or
    ///   something that is off by default has been left to them.
    init(_ settings: ServerSettings.Access) async throws {
        var policy = Self.policy(settings)
        let authorizers = try await Self.authorizers(settings)
        authorizer = authorizers.count > 1 ? AuthorizerChain(authorizers) : authorizers.first
        let left = Scope.allCases.filter { policy[$0] == .authorized }
        ungranted = authorizer == nil ? left : []
        let isMeant = !Set(ungranted).isDisjoint(with: [.originals, .delete])
        guard ungranted.isEmpty || !isMeant && Scope.allCases.contains(where: { policy[$0] == .anyone }) else {
            let names = ungranted.map { "access.\($0.rawValue)" }.joined(separator: ", ")
            throw ToolFailure.usage(
                "Nobody could do what is left to tokens or keys, and there are none: \(names) stand at authorized. "
                    + "Set access.tokens to subject:upload+read+renditions:TOKEN, with a TOKEN that `openssl rand -hex 32` "
                    + "made; or access.tokens-file, access.jwt.jwks-file or access.jwt.secret; or open with anyone what "
                    + "everybody may do, such as --access-renditions anyone.")
        }
        for scope in ungranted { policy[scope] = .off }
        self.policy = policy
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
