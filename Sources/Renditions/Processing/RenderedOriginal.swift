/// One version of an original of which every rendition is stored. Nothing tells of them yet: see
/// ``ImageProcessor/publish(_:attributes:onEvent:)``.
public struct RenderedOriginal: Hashable, Sendable, Codable {
    public var inspected: InspectedOriginal
    /// In the recipe's order.
    public var renditions: [RenditionRecord]
    /// What was seen in the pixels; nil where the recipe asks for none.
    public var analysis: ImageAnalysis?

    public init(inspected: InspectedOriginal, renditions: [RenditionRecord], analysis: ImageAnalysis?) {
        self.inspected = inspected
        self.renditions = renditions
        self.analysis = analysis
    }
}
