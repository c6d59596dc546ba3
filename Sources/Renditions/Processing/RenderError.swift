/// What inspecting, planning and rendering throw. Match on ``code``; the message is for people and may change.
public struct RenderError: Error, Sendable {
    public var code: Code
    /// What went wrong and what can be done about it, in one or two sentences. Holds no bytes of a user's image.
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

    /// Whether the same call may succeed later, unchanged.
    public var isRetryable: Bool { code.isRetryable }

    /// What came of reading an overlay. That it was cancelled or took too long stays as it is; everything else is told
    /// from a fault of the original, which has the same codes.
    package static func ofOverlay(_ key: ObjectKey, _ error: any Error) -> any Error {
        if error is CancellationError { return error }
        if let error = error as? RenderError, error.isRetryable { return error }
        return RenderError(
            .invalidOverlay, "The overlay \(key) can't be used. Put another image in its place.", cause: error)
    }
}

extension RenderError {
    /// The kinds of failure. The text of a code is a contract: it is stored, logged and served.
    public struct Code: Hashable, Sendable, CaseIterable, CustomStringConvertible {
        private enum Value: String, CaseIterable {
            case unknownFormat = "unknown-format"
            case forbiddenFormat = "forbidden-format"
            case invalidImage = "invalid-image"
            case truncatedImage = "truncated-image"
            case tooManyBytes = "too-many-bytes"
            case tooManyPixels = "too-many-pixels"
            case tooManyPages = "too-many-pages"
            case tooManyScans = "too-many-scans"
            case outputTooLarge = "output-too-large"
            case timedOut = "timed-out"
            case memoryExhausted = "memory-exhausted"
            case tooMuchMemory = "too-much-memory"
            case invalidOperation = "invalid-operation"
            case invalidEncoding = "invalid-encoding"
            case invalidRecipe = "invalid-recipe"
            case unsupportedOperation = "unsupported-operation"
            case unsupportedEncoding = "unsupported-encoding"
            case missingOverlay = "missing-overlay"
            case invalidOverlay = "invalid-overlay"
            case engineUnavailable = "engine-unavailable"
            case engineFailed = "engine-failed"
        }

        private let value: Value

        public static var allCases: [Code] { Value.allCases.map { Code(value: $0) } }

        /// The first bytes are of no format that is known here.
        public static let unknownFormat = Code(value: .unknownFormat)
        /// The format is known and not switched on.
        public static let forbiddenFormat = Code(value: .forbiddenFormat)
        /// The file breaks the rules of its format.
        public static let invalidImage = Code(value: .invalidImage)
        /// The file ends too early.
        public static let truncatedImage = Code(value: .truncatedImage)
        /// The file is larger than ``ImageLimits/inputBytes``.
        public static let tooManyBytes = Code(value: .tooManyBytes)
        /// A page, or all pages together, have more pixels than the limits allow.
        public static let tooManyPixels = Code(value: .tooManyPixels)
        /// There are more frames or pages than ``ImageLimits/pages``.
        public static let tooManyPages = Code(value: .tooManyPages)
        /// A progressive JPEG has more scans than ``ImageLimits/scans``.
        public static let tooManyScans = Code(value: .tooManyScans)
        /// A rendition would have a side longer than ``ImageLimits/outputSide``, or more pixels than its format holds.
        public static let outputTooLarge = Code(value: .outputTooLarge)
        /// The work took longer than ``ImageLimits/seconds``.
        public static let timedOut = Code(value: .timedOut)
        /// The memory that the work needs is taken, and as much work waits for it already as may. Retryable.
        public static let memoryExhausted = Code(value: .memoryExhausted)
        /// The work alone would need more than ``ImageLimits/memoryBytes``.
        public static let tooMuchMemory = Code(value: .tooMuchMemory)
        /// An operation has a parameter out of its range, or can't be applied to an image of this size.
        public static let invalidOperation = Code(value: .invalidOperation)
        /// An encoding has a parameter out of its range.
        public static let invalidEncoding = Code(value: .invalidEncoding)
        /// A recipe can't be read; the message names the path within it.
        public static let invalidRecipe = Code(value: .invalidRecipe)
        /// No engine here can run this operation.
        public static let unsupportedOperation = Code(value: .unsupportedOperation)
        /// No engine here can write this format.
        public static let unsupportedEncoding = Code(value: .unsupportedEncoding)
        /// An image that an operation lays over the original is not in the store of overlays.
        public static let missingOverlay = Code(value: .missingOverlay)
        /// An image that an operation lays over the original is no image, is damaged, or exceeds a limit: the cause says
        /// which. The original is not at fault.
        public static let invalidOverlay = Code(value: .invalidOverlay)
        /// The engine could not be started.
        public static let engineUnavailable = Code(value: .engineUnavailable)
        /// The engine failed for a reason of its own.
        public static let engineFailed = Code(value: .engineFailed)

        /// Whether the same call may succeed later, unchanged.
        public var isRetryable: Bool {
            switch value {
            case .memoryExhausted, .timedOut: true
            default: false
            }
        }

        /// Whether the original itself is at fault: no recipe, engine or later attempt would accept it as it is.
        public var isRefusal: Bool {
            switch value {
            case .unknownFormat, .forbiddenFormat, .invalidImage, .truncatedImage, .tooManyBytes, .tooManyPixels,
                .tooManyPages, .tooManyScans, .outputTooLarge, .tooMuchMemory:
                true
            default: false
            }
        }

        public var description: String { value.rawValue }
    }
}

extension RenderError: CustomStringConvertible {
    public var description: String {
        "\(code): \(message)" + (cause.map { " (\($0))" } ?? "")
    }
}
