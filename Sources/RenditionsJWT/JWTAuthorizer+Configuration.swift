internal import RenditionsAPI

extension JWTAuthorizer {
    /// What a token has to say.
    public struct Configuration: Sendable, Hashable {
        /// What `iss` must be. Nil, the default, for any: whoever has one of the keys.
        public var issuer: String?
        /// What `aud` must be or have among others. Nil, the default, for tokens without an audience: one that is meant for
        /// somebody is then refused, as RFC 7519, section 4.1.3, has it, since it may be meant for somebody else.
        public var audience: String?
        /// Seconds by which the clocks of the issuer and of this machine may differ, 0 to 300. Default 30.
        public var leeway: Int
        /// The claim that lists the scopes: a text with spaces between them, or an array. Nil, the default, for `scope`, or
        /// `scp` where there is no `scope`.
        public var scopeClaim: String?
        /// What stands before the name of each scope, such as `images:` for `images:upload`. Default nothing.
        public var scopePrefix: String

        public init(
            issuer: String? = nil, audience: String? = nil, leeway: Int = 30, scopeClaim: String? = nil,
            scopePrefix: String = ""
        ) {
            self.issuer = issuer
            self.audience = audience
            self.leeway = leeway
            self.scopeClaim = scopeClaim
            self.scopePrefix = scopePrefix
        }

        /// The claims of which the first that is there lists the scopes.
        var scopeClaims: [String] { scopeClaim.map { [$0] } ?? ["scope", "scp"] }

        func validate() throws(AccessError) {
            guard 0...300 ~= leeway else {
                throw AccessError(.invalidSetting, "The leeway of tokens must be 0 to 300 seconds.")
            }
            guard issuer != "", audience != "", scopeClaim != "" else {
                throw AccessError(
                    .invalidSetting,
                    "Issuer, audience and scope claim of tokens must not be empty. Leave out what is not needed.")
            }
            guard !scopePrefix.contains(" ") else {
                throw AccessError(
                    .invalidSetting, "The prefix of scopes must have no spaces: they stand between scopes.")
            }
        }
    }
}
