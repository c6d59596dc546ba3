internal import RenditionsAPI
internal import RenditionsApp

/// A bearer token as a setting gives it: `subject:scope+scope:TOKEN`.
struct TokenText: Sendable {
    private let parts: [Substring]
    private let place: String

    /// - Parameter number: its place in the list, from 1. What is wrong with a token is told by that and nothing else.
    init(_ text: String, number: Int) {
        parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        place = "access.tokens, number \(number)"
    }

    /// - Throws: ``ToolFailure``, which shows nothing of the token.
    func token() throws -> BearerTokens.Token {
        guard parts.count == 3 else {
            throw ToolFailure.usage("\(place): a token is given as subject:scope+scope:TOKEN.")
        }
        let scopes = try Self.scopes(parts[1].split(separator: "+").map(String.init), at: place)
        return try ServerAccess.refusing(place) { () throws(AccessError) in
            try BearerTokens.Token(String(parts[2]), subject: String(parts[0]), scopes: scopes)
        }
    }

    /// - Throws: ``ToolFailure``.
    static func scopes(_ names: [String], at place: String) throws -> Set<Scope> {
        let scopes = names.compactMap(Scope.init)
        guard !names.isEmpty, scopes.count == names.count else {
            let known = Scope.allCases.map(\.rawValue).joined(separator: ", ")
            throw ToolFailure.usage("\(place): a token needs scopes, and they are \(known).")
        }
        return Set(scopes)
    }
}
