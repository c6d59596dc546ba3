public import HTTPTypes

/// Several authorizers as one, such as tokens of servers and those of people.
///
/// The first that grants decides. Else it is forbidden where one knows the credentials and forbids, and unauthorized where
/// none knows them. They are asked in their order and one after the other. Subjects are compared by their text alone: two
/// authorizers that call somebody the same mean the same.
public struct AuthorizerChain: Authorizer {
    private let authorizers: [any Authorizer]

    public init(_ authorizers: [any Authorizer]) { self.authorizers = authorizers }

    /// - Throws: what the first threw that could not tell, where none of the others grants: it might have.
    public func authorize(_ head: HTTPRequest, for scope: Scope) async throws -> Authorization {
        var answer = Authorization.unauthorized
        var failure: (any Error)?
        for authorizer in authorizers {
            do {
                switch try await authorizer.authorize(head, for: scope) {
                case .granted(let principal): return .granted(principal)
                case .forbidden: answer = .forbidden
                case .unauthorized: break
                }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return answer
    }
}
