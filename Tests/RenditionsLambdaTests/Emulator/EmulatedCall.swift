import NIOCore
import RenditionsWorkflow

/// What a call of a function came to, for its caller.
enum EmulatedCall: Sendable, Equatable {
    case answered(ByteBuffer)
    /// The function said so, or Lambda did in its place.
    case failed(type: String, message: String)

    var text: String? {
        if case .answered(let bytes) = self { String(buffer: bytes) } else { nil }
    }

    /// The answer as JSON; null where it is none.
    var json: JSONValue { text.flatMap { try? JSONValue(json: $0) } ?? .null }

    var errorType: String? {
        if case .failed(let type, _) = self { type } else { nil }
    }
}
