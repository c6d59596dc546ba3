internal import Renditions

/// One file that somebody sends.
struct Upload: Sendable {
    var body: ObjectBody
    /// Where it goes.
    var key: ObjectKey
    /// What stands for the idempotency key that came with it, if one did. Where it is ``key`` as well, others who send the same
    /// may have stored it there.
    var repeatKey: ObjectKey?
    var expectation: IncomingFile.Expectation
    /// What the sender calls it.
    var filename: String?
}
