public import Renditions
public import RenditionsWorkflow

/// What functions fail with that is neither a store's, an engine's nor a workflow's. Match on ``code``; the message is for
/// people and may change.
public struct LambdaError: Error, Sendable {
    public var code: Code
    /// What went wrong and what can be done about it, in one or two sentences. Holds no bytes of an event.
    public var message: String
    /// The error underneath, where there is one.
    public var cause: (any Error)?
    /// Where in the source the error was made.
    public var location: ErrorLocation

    public init(
        _ code: Code, _ message: String, cause: (any Error)? = nil, fileID: StaticString = #fileID, line: Int = #line
    ) {
        self.code = code
        self.message = message
        self.cause = cause
        location = ErrorLocation(fileID: "\(fileID)", line: line)
    }
}

extension LambdaError {
    /// The kinds of failure. The text of a code is a contract: it is logged, and told to whoever calls a function.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Value: String {
            case invalidEnvironment = "invalid-environment"
            case unknownHandler = "unknown-handler"
            case invalidEvent = "invalid-event"
            case recordsFailed = "records-failed"
            case responseTooLarge = "response-too-large"
            case runtimeUnavailable = "runtime-unavailable"
        }

        private let value: Value

        /// A variable that the runtime sets is missing or is not what it must be.
        public static let invalidEnvironment = Code(value: .invalidEnvironment)
        /// The program has no handler of the name that it was told.
        public static let unknownHandler = Code(value: .unknownHandler)
        /// The event is not of a form that the handler takes.
        public static let invalidEvent = Code(value: .invalidEvent)
        /// Records of a notification could not be dealt with; the others were.
        public static let recordsFailed = Code(value: .recordsFailed)
        /// The answer is larger than a function may give.
        public static let responseTooLarge = Code(value: .responseTooLarge)
        /// The Runtime API can't be reached, or answers what it never should. Ends the process.
        public static let runtimeUnavailable = Code(value: .runtimeUnavailable)

        public var description: String { value.rawValue }
    }
}

extension LambdaError: CustomStringConvertible {
    public var description: String { "\(code): \(message)" + (cause.map { " (\($0))" } ?? "") }
}

extension LambdaError: WorkflowTaskError {
    /// `Function.` and the code, such as `Function.invalid-event`. A contract.
    public var errorName: String { "Function.\(code)" }
    public var errorMessage: String { message }
}
