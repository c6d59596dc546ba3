/// One version of an original of which the header was read and passed.
public struct InspectedOriginal: Hashable, Sendable, Codable {
    public var original: ObjectMetadata
    public var info: ImageInfo
    /// See ``AssetRecord/generation``.
    public var generation: Int

    public init(original: ObjectMetadata, info: ImageInfo, generation: Int) {
        self.original = original
        self.info = info
        self.generation = generation
    }
}
