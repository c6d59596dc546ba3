extension ServerSettings {
    /// Who may do what. There is no token and no key by default, so nobody.
    struct Access: Sendable {
        /// Who may send images: `off`, `authorized` or `anyone`. Default `authorized`.
        var upload = "authorized"
        /// Who may list images. Default `authorized`.
        var list = "authorized"
        /// Who may read what is known of an image. Default `authorized`.
        var read = "authorized"
        /// Who may get renditions. Default `authorized`.
        var renditions = "authorized"
        /// Who may get originals. Default `off`.
        var originals = "off"
        /// Who may erase images. Default `off`.
        var delete = "off"
        /// Bearer tokens, each as `subject:scope+scope:TOKEN`. Default none.
        var tokens: [String] = []
        /// A YAML file of bearer tokens: a list of `subject`, `scopes`, and `token` or `sha256`. Empty, the default, for
        /// none.
        var tokensFile = ""
        var jwt = JWT()

        /// JSON Web Tokens.
        struct JWT: Sendable {
            /// A JSON Web Key Set: the public keys of whoever signs. Empty, the default, for none.
            var jwksFile = ""
            /// What signs with HS256, 32 bytes at least. Empty, the default, for none.
            var secret = ""
            /// What `iss` must be; empty, the default, for any.
            var issuer = ""
            /// What `aud` must be or have; empty, the default, for tokens without an audience.
            var audience = ""
            /// What stands before the name of each scope in a token. Default nothing.
            var scopePrefix = ""
        }
    }
}
