public import Renditions

/// What ``ProcessImage`` is asked to do: to process one version of one original.
public struct ProcessRequest: Codable, Hashable, Sendable {
    /// The version, as the store had it.
    public var original: ObjectMetadata
    /// See `AssetRecord.generation`.
    public var generation: Int
    /// What the application wants to have in the record beside what is there already.
    public var attributes: [String: String]

    public init(original: ObjectMetadata, generation: Int = 0, attributes: [String: String] = [:]) {
        self.original = original
        self.generation = generation
        self.attributes = attributes
    }
}
