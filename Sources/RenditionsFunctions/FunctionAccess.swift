internal import Renditions
internal import RenditionsAPI
internal import RenditionsJWT
internal import RenditionsLambda

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Who may do what by the API. Nobody anything, until somebody says so.
///
/// There are only digests and public keys, since whoever may read a function's configuration may read its variables.
struct FunctionAccess: Sendable {
    let policy: AccessPolicy
    /// Nil where there are no tokens and no keys.
    let authorizer: (any Authorizer)?

    /// - Parameters:
    ///   - policy: of the program; nil for that of the environment.
    ///   - authorizer: of the program, which is asked first.
    /// - Throws: `LambdaError` with code `invalid-environment`.
    init(_ environment: LambdaEnvironment, policy: AccessPolicy?, authorizer: (any Authorizer)?) async throws {
        var authorizers = [authorizer].compactMap(\.self)
        if let tokens = try Self.tokens(environment) { authorizers.append(tokens) }
        if let tokens = try await Self.webTokens(environment) { authorizers.append(tokens) }
        self.authorizer = authorizers.count > 1 ? AuthorizerChain(authorizers) : authorizers.first
        self.policy = try policy ?? Self.policy(environment, hasAuthorizer: !authorizers.isEmpty)
    }

    /// What everybody may do, without credentials.
    var open: [Scope] { Scope.allCases.filter { policy[$0] == .anyone } }

    private static let closed = AccessPolicy(
        upload: .off, list: .off, read: .off, renditions: .off, originals: .off, delete: .off)

    /// Where nothing is said, what an authorizer grants as elsewhere, and nothing where there is none.
    private static func policy(_ environment: LambdaEnvironment, hasAuthorizer: Bool) throws -> AccessPolicy {
        var policy = hasAuthorizer ? AccessPolicy() : closed
        for scope in Scope.allCases {
            let variable = "RENDITIONS_ACCESS_\(scope.rawValue.uppercased())"
            guard let word = environment.value(variable) else { continue }
            guard let rule = AccessPolicy.Rule(rawValue: word) else {
                throw LambdaError(variable: variable, "It must be off, authorized or anyone.")
            }
            guard rule != .authorized || hasAuthorizer else {
                throw LambdaError(
                    variable: variable,
                    "Nothing is there to authorize anybody. Set RENDITIONS_ACCESS_TOKENS or RENDITIONS_ACCESS_JWT_JWKS."
                )
            }
            policy[scope] = rule
        }
        return policy
    }

    private static func tokens(_ environment: LambdaEnvironment) throws -> BearerTokens? {
        let variable = "RENDITIONS_ACCESS_TOKENS"
        guard let entries = environment.list(variable) else { return nil }
        do {
            return try BearerTokens(try entries.map { try token($0, variable) })
        } catch let error as AccessError {
            throw LambdaError(variable: variable, error.message, cause: error)
        }
    }

    private static func token(_ entry: String, _ variable: String) throws -> BearerTokens.Token {
        let parts = entry.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let names = parts.count == 3 ? parts[1].split(separator: "+").map(String.init) : []
        let scopes = Set(names.compactMap(Scope.init))
        guard !names.isEmpty, scopes.count == names.count else {
            let known = Scope.allCases.map(\.rawValue).joined(separator: ", ")
            throw LambdaError(
                variable: variable,
                "Each entry must be subject:scope+scope:SHA256, with scopes of \(known), each once. `printf %s \"$TOKEN\" | "
                    + "sha256sum` makes the digest.")
        }
        return try BearerTokens.Token(sha256: parts[2], subject: parts[0], scopes: scopes)
    }

    private static func webTokens(_ environment: LambdaEnvironment) async throws -> JWTAuthorizer? {
        let (inline, file) = ("RENDITIONS_ACCESS_JWT_JWKS", "RENDITIONS_ACCESS_JWT_JWKS_FILE")
        let (variable, document): (String, String)
        switch (environment.value(inline), environment.value(file)) {
        case (nil, nil): return nil
        case (let text?, nil): (variable, document) = (inline, text)
        case (nil, let path?): (variable, document) = (file, try text(of: path, in: environment, for: file))
        default: throw LambdaError(variable: inline, "\(file) is set as well. Keep the one that is used.")
        }
        do {
            return try await JWTAuthorizer(
                .keySet(document),
                configuration: .init(
                    issuer: environment.value("RENDITIONS_ACCESS_JWT_ISSUER"),
                    audience: environment.value("RENDITIONS_ACCESS_JWT_AUDIENCE"),
                    scopePrefix: environment.value("RENDITIONS_ACCESS_JWT_SCOPE_PREFIX") ?? ""))
        } catch {
            throw LambdaError(variable: variable, error.message, cause: error)
        }
    }

    private static func text(of path: String, in environment: LambdaEnvironment, for variable: String) throws -> String
    {
        let folder = environment.value("LAMBDA_TASK_ROOT") ?? "."
        do {
            return try String(
                contentsOf: URL(filePath: path.hasPrefix("/") ? path : "\(folder)/\(path)"), encoding: .utf8)
        } catch {
            throw LambdaError(
                variable: variable, "The archive has no such file that can be read as text.", cause: error)
        }
    }
}
