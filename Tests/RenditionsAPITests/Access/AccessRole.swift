import HTTPTypes
import RenditionsAPI

/// Somebody who sends requests, and what they should be allowed where it is left to the authorizer.
struct AccessRole: Sendable, CustomStringConvertible {
    var description: String
    /// Nil for credentials that nobody knows, or that are none.
    var scopes: Set<Scope>?
    var fields: [(String, String)] = []
    var query = ""

    static let everything = "everything-0123456789"

    static let all: [AccessRole] =
        [
            AccessRole(description: "nobody"),
            bearing("a stranger", nil, "unknown-0123456789"),
            bearing("a token with no scope", [], "nothing-0123456789"),
            bearing("a token with every scope", Set(Scope.allCases), everything),
            bearing("all but what is dangerous", [.upload, .list, .read, .renditions], "cautious-0123456789"),
            AccessRole(description: "a cookie", fields: [("Cookie", "access_token=\(everything)")]),
            AccessRole(description: "a query", query: "?access_token=\(everything)"),
            AccessRole(description: "Basic", fields: [("Authorization", "Basic \(everything)")]),
            AccessRole(
                description: "two fields",
                fields: [("Authorization", "Bearer \(everything)"), ("Authorization", "Bearer \(everything)")]),
        ] + Scope.allCases.map { bearing("only \($0)", [$0], "\($0)-0123456789-0123456789") }

    /// Knows every role that is known.
    static func authorizer() throws -> BearerTokens {
        try BearerTokens(
            all.compactMap { role in
                try role.scopes.map { try .init(role.token, subject: role.description, scopes: $0) }
            })
    }

    private var token: String { String(fields[0].1.dropFirst("Bearer ".count)) }

    private static func bearing(_ description: String, _ scopes: Set<Scope>?, _ token: String) -> AccessRole {
        AccessRole(description: description, scopes: scopes, fields: [("Authorization", "Bearer \(token)")])
    }
}
