package import HTTPTypes

/// What a server mounts: an ``ImageAPI``, or what a test puts in its place.
package protocol APIResponder: Sendable {
    /// What stands before every path.
    var basePath: String { get }
    /// What a request asks for; nil for what there is nothing for.
    func match(_ head: HTTPRequest) -> Router.Match?
    func respond(to request: APIRequest) async -> APIResponse
    /// What is answered where something went wrong outside of it.
    func answer(to error: any Error, of request: APIRequest) -> APIResponse
    /// Ends what waits, since the process is about to end.
    func drain()
}

extension ImageAPI: APIResponder {
    package var basePath: String { configuration.basePath }
}
