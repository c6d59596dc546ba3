/// What of an asset is no longer as the recipe and the engine would make it.
public struct Staleness: Hashable, Sendable, Codable {
    /// The texts are contracts.
    public enum Reason: String, Codable, Hashable, Sendable, CaseIterable {
        /// It was made by another recipe, with other overlays, or by an engine that gave other pixels.
        case changed
        /// It is not in the store any more.
        case missing
        /// The recipe did not ask for it yet.
        case new
    }

    /// Why, by name of the rendition. Those that are as they should be are not among them.
    public var renditions: [String: Reason]
    /// Whether the recipe asks for an analysis that was not made, or was made of other pixels.
    public var analysis: Bool
    /// Renditions that the recipe no longer asks for. They alone make nothing stale; a sweep removes them after the next
    /// run.
    public var obsolete: [String]

    public init(renditions: [String: Reason] = [:], analysis: Bool = false, obsolete: [String] = []) {
        self.renditions = renditions
        self.analysis = analysis
        self.obsolete = obsolete
    }

    public var isStale: Bool { analysis || !renditions.isEmpty }
}
