/// What this library throws. Match on ``code``; the message is for people and may change.
public struct WorkflowError: Error, Sendable {
    public var code: Code
    /// What went wrong and what can be done about it, in one or two sentences.
    public var message: String
    /// Every fault of a document that was refused; empty otherwise.
    public var faults: [DocumentFault]
    /// The error underneath, where there is one.
    public var cause: (any Error)?
    /// Where in the source the error was made.
    public var location: Location

    public init(
        _ code: Code, _ message: String, faults: [DocumentFault] = [], cause: (any Error)? = nil,
        fileID: StaticString = #fileID, line: Int = #line
    ) {
        self.code = code
        self.message = message
        self.faults = faults
        self.cause = cause
        location = Location(fileID: "\(fileID)", line: line)
    }

    /// Whether the same call may succeed later, unchanged.
    public var isRetryable: Bool { code.isRetryable }
}

extension WorkflowError {
    /// Where in the source an error was made.
    public struct Location: Hashable, Sendable, CustomStringConvertible {
        /// Module and file, as `#fileID` gives them.
        public var fileID: String
        public var line: Int

        public init(fileID: String, line: Int) {
            self.fileID = fileID
            self.line = line
        }

        public var description: String { "\(fileID):\(line)" }
    }

    /// The kinds of failure. The text of a code is a contract: it is stored, logged and served.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Value: String {
            case invalidJSON = "invalid-json"
            case invalidDocument = "invalid-document"
            case unsupportedDocument = "unsupported-document"
            case unregisteredTask = "unregistered-task"
            case invalidRequest = "invalid-request"
            case payloadTooLarge = "payload-too-large"
            case nameTaken = "name-taken"
            case notFound = "not-found"
            case wrongState = "wrong-state"
            case executionFailed = "execution-failed"
            case incompatible = "incompatible"
            case corrupt = "corrupt"
            case unavailable = "unavailable"
        }

        private let value: Value

        /// A text is not JSON.
        public static let invalidJSON = Code(value: .invalidJSON)
        /// A document of the States Language breaks its rules; ``WorkflowError/faults`` lists where.
        public static let invalidDocument = Code(value: .invalidDocument)
        /// A document is right but uses what this library does not have; ``WorkflowError/faults`` lists where.
        public static let unsupportedDocument = Code(value: .unsupportedDocument)
        /// A workflow names a task that nobody registered.
        public static let unregisteredTask = Code(value: .unregisteredTask)
        /// A name is empty, too long or holds what no name may hold; a value can't be written as JSON or read from it.
        public static let invalidRequest = Code(value: .invalidRequest)
        /// An input or a result has more than 256 KiB. Pass keys of stored objects instead of their content.
        public static let payloadTooLarge = Code(value: .payloadTooLarge)
        /// There is an execution of this name already, with another input or another workflow.
        public static let nameTaken = Code(value: .nameTaken)
        /// There is no such execution.
        public static let notFound = Code(value: .notFound)
        /// The execution is not in the state that the call needs: only what runs can be cancelled, only what failed can
        /// be redriven.
        public static let wrongState = Code(value: .wrongState)
        /// The execution failed, timed out or was cancelled.
        public static let executionFailed = Code(value: .executionFailed)
        /// A snapshot or journal was written by a newer version of this library, or belongs to another workflow.
        public static let incompatible = Code(value: .incompatible)
        /// A snapshot or journal is not what was written.
        public static let corrupt = Code(value: .corrupt)
        /// The runner can't be reached or is shutting down. Retryable.
        public static let unavailable = Code(value: .unavailable)

        /// Whether the same call may succeed later, unchanged.
        public var isRetryable: Bool { value == .unavailable }

        public var description: String { value.rawValue }
    }
}

extension WorkflowError: CustomStringConvertible {
    public var description: String {
        var text = "\(code): \(message)"
        for fault in faults { text += "\n  \(fault)" }
        return text + (cause.map { " (\($0))" } ?? "")
    }
}
