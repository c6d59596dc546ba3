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
    /// Whether part of the original was missing or damaged and was filled up. Only with a lenient engine.
    public var isIncomplete: Bool

    public init(
        name: String, key: ObjectKey, size: PixelSize, frames: Int, bytes: Int, contentType: String,
        entityTag: EntityTag, fingerprint: Fingerprint, seconds: Double, isIncomplete: Bool = false
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
        self.isIncomplete = isIncomplete
    }
}

extension RenditionRecord {
    /// A record that does not say whether it is incomplete is not.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decode(String.self, forKey: .name),
            key: try container.decode(ObjectKey.self, forKey: .key),
            size: try container.decode(PixelSize.self, forKey: .size),
            frames: try container.decode(Int.self, forKey: .frames),
            bytes: try container.decode(Int.self, forKey: .bytes),
            contentType: try container.decode(String.self, forKey: .contentType),
            entityTag: try container.decode(EntityTag.self, forKey: .entityTag),
            fingerprint: try container.decode(Fingerprint.self, forKey: .fingerprint),
            seconds: try container.decode(Double.self, forKey: .seconds),
            isIncomplete: try container.decodeIfPresent(Bool.self, forKey: .isIncomplete) ?? false)
    }
}
