/// Why a state failed, in the words of the States Language.
public struct StateFailure: Error, Hashable, Codable, Sendable {
    /// The name that retriers and catchers match; nil for a Fail state that names none.
    public var error: String?
    /// A text for people; often JSON of what a function threw.
    public var cause: String?
    /// Whether no retrier and no catcher may see it: the execution ends.
    public var isTerminal: Bool

    public init(error: String?, cause: String?, isTerminal: Bool = false) {
        self.error = error
        self.cause = cause
        self.isTerminal = isTerminal
    }

    /// What went wrong while a state's own fields were applied. Ends the execution, whatever its catchers name.
    static func runtime(_ cause: String) -> StateFailure {
        StateFailure(error: ErrorName.runtime, cause: cause, isTerminal: true)
    }

    /// Error and cause as a catcher passes them on.
    var output: JSONValue {
        var object = JSONObject()
        object["Error"] = .string(error ?? "")
        object["Cause"] = .string(cause ?? "")
        return .object(object)
    }
}
