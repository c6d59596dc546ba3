internal import Renditions

/// One line of `process --json`. The names are contracts; members that don't apply are left out.
struct BatchLine: Encodable {
    /// `fetched`, `probed`, `planned`, `skipped`, `stored`, `analyzed`, `recorded`, `finished`, `failed`; at the end
    /// `summary` or `cancelled`.
    var event: String
    var key: ObjectKey?
    /// The file as it was given.
    var path: String?
    /// Bytes of the original.
    var bytes: Int?
    /// Bytes of all renditions.
    var bytesOut: Int?
    var info: ImageInfo?
    /// Bytes of pixels that the work is expected to hold.
    var predictedBytes: Int?
    var rendition: RenditionRecord?
    var analysis: ImageAnalysis?
    var asset: AssetID?
    var state: AssetState?
    /// Renditions that were made.
    var made: Int?
    /// Renditions that were there already.
    var skipped: Int?
    /// True where part of the original was missing or damaged and was filled up; else left out.
    var isIncomplete: Bool?
    var milliseconds: Int?
    var failure: AssetFailure?
    var summary: BatchSummary?
}
