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

    /// Whether part of the original was missing or damaged and was filled up, in a rendition or in what was looked at. Only
    /// with a lenient engine.
    public var isIncomplete: Bool {
        analysis?.isIncomplete == true || renditions.values.contains(where: \.isIncomplete)
    }

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
