internal import Renditions

/// How one original fared.
struct BatchItem: Sendable {
    /// As ``SourceFile/name``.
    var name: String
    /// Nil where the name can't be a key.
    var key: ObjectKey?
    /// Bytes of the original; nil when it could not be read.
    var bytesIn: Int?
    var made: [RenditionRecord] = []
    /// What was there already.
    var skipped: [RenditionRecord] = []
    var record: AssetRecord?
    var failure: AssetFailure?
    var duration = Duration.zero

    /// Whether part of the original was missing or damaged and was filled up. Only with `--lenient`.
    var isIncomplete: Bool { record?.isIncomplete == true }

    /// Bytes of all renditions, those that were there included.
    var bytesOut: Int { (made + skipped).reduce(0) { $0 + $1.bytes } }
}
