/// What `WWW-Authenticate` says (RFC 6750, section 3).
enum BearerChallenge: Sendable {
    /// No token was sent, so there is nothing to be said of it.
    case missing
    case invalidToken
    case insufficientScope(Scope)

    var text: String {
        let realm = #"Bearer realm="renditions""#
        return switch self {
        case .missing: realm
        case .invalidToken: realm + #", error="invalid_token""#
        case .insufficientScope(let scope): realm + #", error="insufficient_scope", scope="\#(scope.rawValue)""#
        }
    }
}
