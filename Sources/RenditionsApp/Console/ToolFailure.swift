/// A failure of the tool itself, as opposed to one of the library.
package struct ToolFailure: Error {
    /// A word that scripts can match, such as `usage`.
    var code: String
    /// What went wrong and what to do, in one or two sentences.
    var message: String
    var status: ExitStatus

    package init(code: String, message: String, status: ExitStatus) {
        self.code = code
        self.message = message
        self.status = status
    }

    /// The command line asks for something that makes no sense.
    package static func usage(_ message: String) -> ToolFailure {
        ToolFailure(code: "usage", message: message, status: .usage)
    }
}
