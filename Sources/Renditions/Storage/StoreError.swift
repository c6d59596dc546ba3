/// What a store throws. Match on ``code``; the message is for people and may change.
public struct StoreError: Error, Sendable {
    public var code: Code
    /// What went wrong and what can be done about it, in one or two sentences. Holds no bytes of a user's object.
    public var message: String
    /// The object that is at fault, where the caller has not named it, as in a listing. No part of the description: keys may
    /// tell whose an image is.
    public var key: ObjectKey?
    /// The error underneath, where there is one.
    public var cause: (any Error)?
    /// Where in the source the error was made.
    public var location: ErrorLocation

    public init(
        _ code: Code, _ message: String, key: ObjectKey? = nil, cause: (any Error)? = nil,
        fileID: StaticString = #fileID, line: Int = #line
    ) {
        self.code = code
        self.message = message
        self.key = key
        self.cause = cause
        self.location = ErrorLocation(fileID: "\(fileID)", line: line)
    }

    /// Whether the same call may succeed later, unchanged.
    public var isRetryable: Bool { code.isRetryable }
}

extension StoreError {
    /// The kinds of failure. The text of a code is a contract: it is stored, logged and served.
    public struct Code: Hashable, Sendable, CaseIterable, CustomStringConvertible {
        private enum Value: String, CaseIterable {
            case invalidKey = "invalid-key"
            case invalidRequest = "invalid-request"
            case notFound = "not-found"
            case preconditionFailed = "precondition-failed"
            case notModified = "not-modified"
            case rangeNotSatisfiable = "range-not-satisfiable"
            case tooLarge = "too-large"
            case unsupported = "unsupported"
            case permissionDenied = "permission-denied"
            case storageFull = "storage-full"
            case corrupt = "corrupt"
            case incompatible = "incompatible"
            case unavailable = "unavailable"
            case timedOut = "timed-out"
        }

        private let value: Value

        public static var allCases: [Code] { Value.allCases.map { Code(value: $0) } }

        /// The key is empty, too long or holds what no key may hold.
        public static let invalidKey = Code(value: .invalidKey)
        /// An option is out of its range, a cursor is not one of this store's, a body is not as long as it said.
        public static let invalidRequest = Code(value: .invalidRequest)
        /// There is no such object or record.
        public static let notFound = Code(value: .notFound)
        /// The object or record is not in the state that the condition asks for.
        public static let preconditionFailed = Code(value: .preconditionFailed)
        /// The object still has the entity tag that the caller holds.
        public static let notModified = Code(value: .notModified)
        /// The range starts at or after the object's end.
        public static let rangeNotSatisfiable = Code(value: .rangeNotSatisfiable)
        /// The object is larger than the store or the layer accepts.
        public static let tooLarge = Code(value: .tooLarge)
        /// The store does not claim this capability.
        public static let unsupported = Code(value: .unsupported)
        /// The process may not do this; a permission is missing.
        public static let permissionDenied = Code(value: .permissionDenied)
        /// No space is left.
        public static let storageFull = Code(value: .storageFull)
        /// What is stored is not what was written.
        public static let corrupt = Code(value: .corrupt)
        /// What is stored was written by a newer version of this library.
        public static let incompatible = Code(value: .incompatible)
        /// The store can't be reached or is busy. Retryable.
        public static let unavailable = Code(value: .unavailable)
        /// The call took too long. Retryable.
        public static let timedOut = Code(value: .timedOut)

        /// Whether the same call may succeed later, unchanged.
        public var isRetryable: Bool {
            switch value {
            case .unavailable, .timedOut: true
            default: false
            }
        }

        public var description: String { value.rawValue }
    }
}

extension StoreError: CustomStringConvertible {
    public var description: String {
        "\(code): \(message)" + (cause.map { " (\($0))" } ?? "")
    }
}
