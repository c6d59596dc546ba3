/// What reading events and checking routes throw. Match on ``code``; the message is for people and may change.
public struct IngestError: Error, Sendable {
    public var code: Code
    /// What went wrong and what can be done about it, in one or two sentences. Holds no bytes of a message.
    public var message: String
    /// The error underneath, where there is one.
    public var cause: (any Error)?
    /// Where in the source the error was made.
    public var location: ErrorLocation

    public init(
        _ code: Code, _ message: String, cause: (any Error)? = nil,
        fileID: StaticString = #fileID, line: Int = #line
    ) {
        self.code = code
        self.message = message
        self.cause = cause
        self.location = ErrorLocation(fileID: "\(fileID)", line: line)
    }
}

extension IngestError {
    /// The kinds of failure. The text of a code is a contract: it is stored, logged and served. None is retryable: the
    /// same bytes are refused again.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Value: String {
            case invalidDocument = "invalid-document"
            case unknownForm = "unknown-form"
            case tooLarge = "too-large"
            case invalidRecord = "invalid-record"
            case invalidKey = "invalid-key"
            case loop = "loop"
        }

        private let value: Value

        /// The bytes are not JSON, or an object in it names a field twice.
        public static let invalidDocument = Code(value: .invalidDocument)
        /// JSON, but no form of event that is known.
        public static let unknownForm = Code(value: .unknownForm)
        /// More bytes, records, levels or envelopes than ``IngestLimits`` allow.
        public static let tooLarge = Code(value: .tooLarge)
        /// A record lacks a field, or a field is not what it must be.
        public static let invalidRecord = Code(value: .invalidRecord)
        /// A record's key is wrongly encoded, or is one that ``ObjectKey`` refuses.
        public static let invalidKey = Code(value: .invalidKey)
        /// Renditions would arrive as originals. See ``IngestRoute``.
        public static let loop = Code(value: .loop)

        public var description: String { value.rawValue }
    }
}

extension IngestError: CustomStringConvertible {
    public var description: String {
        "\(code): \(message)" + (cause.map { " (\($0))" } ?? "")
    }
}
