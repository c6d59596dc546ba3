import HTTPTypes
import RenditionsAPI

/// Says what the test has it say.
struct ScriptedAuthorizer: Authorizer {
    struct OutOfReach: Error {}

    /// Nil to be out of reach.
    var answer: Authorization?
    var asked: @Sendable () -> Void = {}

    func authorize(_ head: HTTPRequest, for scope: Scope) async throws -> Authorization {
        asked()
        guard let answer else { throw OutOfReach() }
        return answer
    }
}
