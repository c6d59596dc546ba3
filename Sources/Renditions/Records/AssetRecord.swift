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
    /// How it was erased; nil unless ``state`` is deleted.
    public var erasure: Erasure?
    /// How often the asset was erased and uploaded again. Renditions of one generation never have the keys of another's, so
    /// that who still deletes those of an erased one can't hit those of its successor.
    public var generation: Int
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
        erasure: Erasure? = nil, generation: Int = 0, attributes: [String: String] = [:], created: Date, updated: Date
    ) {
        self.id = id
        self.state = state
        self.original = original
        self.info = info
        self.renditions = renditions
        self.analysis = analysis
        self.failure = failure
        self.erasure = erasure
        self.generation = generation
        self.attributes = attributes
        self.created = created
        self.updated = updated
    }
}

extension AssetRecord {
    /// A record that does not say which generation it is of is of the first.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try container.decode(AssetID.self, forKey: .id),
            state: try container.decode(AssetState.self, forKey: .state),
            original: try container.decode(ObjectMetadata.self, forKey: .original),
            info: try container.decodeIfPresent(ImageInfo.self, forKey: .info),
            renditions: try container.decode([String: RenditionRecord].self, forKey: .renditions),
            analysis: try container.decodeIfPresent(ImageAnalysis.self, forKey: .analysis),
            failure: try container.decodeIfPresent(AssetFailure.self, forKey: .failure),
            erasure: try container.decodeIfPresent(Erasure.self, forKey: .erasure),
            generation: try container.decodeIfPresent(Int.self, forKey: .generation) ?? 0,
            attributes: try container.decode([String: String].self, forKey: .attributes),
            created: try container.decode(Date.self, forKey: .created),
            updated: try container.decode(Date.self, forKey: .updated))
    }
}

extension AssetRecord {
    /// Whether this record says that a version of the original was erased and must not come back.
    ///
    /// Once an erasure has removed the original, one that is there again is a new upload, whatever its bytes and times.
    package func refuses(_ original: ObjectMetadata) -> Bool {
        guard state == .deleted, self.original.entityTag == original.entityTag else { return false }
        let (now, then) = (original.modified.roundedToMilliseconds, self.original.modified.roundedToMilliseconds)
        guard let erasure else { return now <= then }
        return now == then && (erasure.completed == nil || erasure.keepsOriginal)
    }

    /// The generation to which work on the original belongs that begins now.
    package static func nextGeneration(after record: AssetRecord?) -> Int {
        guard let record else { return 0 }
        return record.state == .deleted ? record.generation + 1 : record.generation
    }
}
