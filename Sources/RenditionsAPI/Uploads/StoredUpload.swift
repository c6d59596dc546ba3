internal import Renditions

/// A file that is stored, and of which nobody has heard yet.
struct StoredUpload: Sendable {
    var key: ObjectKey
    /// Nil where something was there already.
    var metadata: ObjectMetadata?
    /// SHA-256 of what was sent.
    var digest: [UInt8]
    var filename: String?
    /// See ``Upload/repeatKey``.
    var repeatKey: ObjectKey?
}
