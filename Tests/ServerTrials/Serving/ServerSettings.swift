/// What a server is started with, besides its port and its folder: arguments of `renditions-server`.
package struct ServerSettings: Sendable {
    package var arguments: [String]

    /// Everybody may do everything, and nothing but warnings is told.
    package init(_ arguments: [String] = []) {
        let scopes = ["upload", "list", "read", "renditions", "originals", "delete"]
        self.arguments = scopes.flatMap { ["--access-\($0)", "anyone"] } + ["--logs-level", "warning"] + arguments
    }
}
