extension BearerTokens {
    /// A token, whose it is, and what it allows. Of the token itself only its SHA-256 is kept.
    public struct Token: Sendable, Hashable {
        /// How many characters a token may have.
        static let lengths = 16...4096

        let digest: TokenDigest
        /// Whose requests they are, as in ``Principal/subject``.
        public let subject: String
        public let scopes: Set<Scope>

        /// - Parameters:
        ///   - token: 16 to 4,096 letters, digits and characters of `-._~+/`, then any number of `=`. Make it of 32 random
        ///     bytes: `openssl rand -hex 32`.
        ///   - subject: not empty.
        /// - Throws: ``AccessError`` with `invalid-token`.
        public init(_ token: String, subject: String, scopes: Set<Scope>) throws(AccessError) {
            guard Self.lengths.contains(token.utf8.count), BearerCredentials.isToken(token) else {
                throw AccessError(
                    .invalidToken,
                    "A token must have 16 to 4,096 characters: letters, digits and any of -._~+/, then any number of =."
                )
            }
            try self.init(TokenDigest(of: token), subject: subject, scopes: scopes)
        }

        /// A token that is not known here.
        ///
        /// - Parameter sha256: of the token's characters, as 64 hexadecimal digits: `printf %s "$TOKEN" | sha256sum`.
        /// - Throws: ``AccessError`` with `invalid-token`.
        public init(sha256: String, subject: String, scopes: Set<Scope>) throws(AccessError) {
            guard let digest = TokenDigest(hexadecimal: sha256) else {
                throw AccessError(.invalidToken, "The SHA-256 of a token must have 64 hexadecimal digits.")
            }
            try self.init(digest, subject: subject, scopes: scopes)
        }

        private init(_ digest: TokenDigest, subject: String, scopes: Set<Scope>) throws(AccessError) {
            // The empty subject is Principal.anyone, whose idempotency keys are everybody's.
            guard !subject.isEmpty else {
                throw AccessError(.invalidToken, "A token needs a subject that is not empty.")
            }
            self.digest = digest
            self.subject = subject
            self.scopes = scopes
        }
    }
}
