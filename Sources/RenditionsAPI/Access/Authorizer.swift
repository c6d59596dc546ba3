public import HTTPTypes

/// Says whether who sent a request may do what it asks for.
///
/// It decides where the ``AccessPolicy`` leaves it to it. It is asked as well who sends, with an `Authorization` field, what
/// is open to anyone: only for the subject, and nothing that it says closes that.
public protocol Authorizer: Sendable {
    /// - Parameters:
    ///   - head: of the request, with its credentials.
    ///   - scope: what it asks for.
    /// - Throws: when it can't be told now; the request is then answered with `unavailable`.
    func authorize(_ head: HTTPRequest, for scope: Scope) async throws -> Authorization
}

/// What an ``Authorizer`` says.
public enum Authorization: Sendable, Hashable {
    case granted(Principal)
    /// There are no credentials, or they are not known, or not valid any more.
    case unauthorized
    /// The credentials are known and don't allow this.
    case forbidden
}

/// On whose behalf a request is served.
public struct Principal: Sendable, Hashable {
    /// Tells this one from others; idempotency keys of different subjects have nothing to do with each other.
    public var subject: String

    public init(_ subject: String) { self.subject = subject }

    /// Whoever does what is open to anyone.
    public static let anyone = Principal("")
}
