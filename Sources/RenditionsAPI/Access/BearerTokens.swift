public import HTTPTypes

/// Grants what the tokens of a list allow: `Authorization: Bearer` with one of them (RFC 6750). For a few clients that are
/// known by name, such as the servers of one's own application.
///
/// ```swift
/// let tokens = try BearerTokens([
///     .init(uploaderToken, subject: "shop", scopes: [.upload, .read]),
///     .init(sha256: "9f86d081…", subject: "support", scopes: [.read, .originals]),
/// ])
/// ```
///
/// A token is compared by its digest with every one of the list, so that the time that an answer takes tells nothing of
/// those that are there. To take one back, make another list.
public struct BearerTokens: Authorizer {
    private let tokens: [Token]

    /// - Throws: ``AccessError`` with `no-credentials` for an empty list, and `duplicate-token` where two have the same token.
    public init(_ tokens: [Token]) throws(AccessError) {
        guard !tokens.isEmpty else {
            throw AccessError(.noCredentials, "The list of tokens is empty. Give one at least, or no list.")
        }
        var digests: Set<TokenDigest> = []
        for token in tokens where !digests.insert(token.digest).inserted {
            throw AccessError(.duplicateToken, "Two tokens of the list are the same. Every subject needs its own.")
        }
        self.tokens = tokens
    }

    public func authorize(_ head: HTTPRequest, for scope: Scope) -> Authorization {
        // The length is looked at first, so that no request has more than that hashed.
        guard case .token(let text) = BearerCredentials(head), Token.lengths.contains(text.utf8.count) else {
            return .unauthorized
        }
        let digest = TokenDigest(of: text)
        var known: Token?
        for token in tokens where token.digest.matches(digest) { known = token }
        guard let known else { return .unauthorized }
        return known.scopes.contains(scope) ? .granted(Principal(known.subject)) : .forbidden
    }
}
