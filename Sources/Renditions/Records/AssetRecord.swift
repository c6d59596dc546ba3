#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What is known of an asset: the original, what was found in it, what was made from it.
public struct AssetRecord: Hashable, Sendable, Codable {
    public var id: AssetID
    public var state: AssetState
    /// The original that this record speaks of.
    public var original: ObjectMetadata
    /// What the header of the original says; nil until it was probed.
    public var info: ImageInfo?
    /// What was made, by name of the rendition.
    public var renditions: [String: RenditionRecord]
    /// What was seen in the pixels; nil where the recipe asks for none.
    public var analysis: ImageAnalysis?
    /// Why the last attempt failed; nil unless ``state`` is failed or quarantined.
    public var failure: AssetFailure?
    /// What the application attached, and can filter by.
    public var attributes: [String: String]
    public var created: Date
    public var updated: Date

    public init(
        id: AssetID, state: AssetState = .pending, original: ObjectMetadata, info: ImageInfo? = nil,
        renditions: [String: RenditionRecord] = [:], analysis: ImageAnalysis? = nil, failure: AssetFailure? = nil,
        attributes: [String: String] = [:], created: Date, updated: Date
    ) {
        self.id = id
        self.state = state
        self.original = original
        self.info = info
        self.renditions = renditions
        self.analysis = analysis
        self.failure = failure
        self.attributes = attributes
        self.created = created
        self.updated = updated
    }
}

/// Why an asset failed, as it is stored and shown.
public struct AssetFailure: Hashable, Sendable, Codable {
    /// The code of the ``RenderError`` or ``StoreError``, or `internal` for any other error.
    public var code: String
    public var message: String
    /// Whether trying again, unchanged, may help.
    public var isRetryable: Bool

    public init(code: String, message: String, isRetryable: Bool) {
        self.code = code
        self.message = message
        self.isRetryable = isRetryable
    }
}

/// One stored rendition.
public struct RenditionRecord: Hashable, Sendable, Codable {
    public var name: String
    /// Where it is in the store of renditions.
    public var key: ObjectKey
    /// Pixels of one frame.
    public var size: PixelSize
    /// Frames; 1 for a still image.
    public var frames: Int
    public var bytes: Int
    public var contentType: String
    public var entityTag: EntityTag
    /// See ``Fingerprint``: of the recipe of this rendition and the engine's output version.
    public var fingerprint: Fingerprint
    /// Seconds spent on making it; zero when it was there already.
    public var seconds: Double

    public init(
        name: String, key: ObjectKey, size: PixelSize, frames: Int, bytes: Int, contentType: String,
        entityTag: EntityTag, fingerprint: Fingerprint, seconds: Double
    ) {
        self.name = name
        self.key = key
        self.size = size
        self.frames = frames
        self.bytes = bytes
        self.contentType = contentType
        self.entityTag = entityTag
        self.fingerprint = fingerprint
        self.seconds = seconds
    }
}
