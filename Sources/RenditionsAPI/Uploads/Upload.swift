internal import Renditions

/// One file that somebody sends.
struct Upload: Sendable {
    var body: ObjectBody
    /// Where it goes.
    var key: ObjectKey
    /// Whether the same key may have been sent before, with an idempotency key.
    var mayBeRepeated = false
    var expectation: IncomingFile.Expectation
    /// What the sender calls it.
    var filename: String?
}
