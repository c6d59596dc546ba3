public import Renditions
public import RenditionsWorkflow

/// What was found under the key of an original. Conditions of workflows can ask for its ``Fields``.
public struct ProbedOriginal: Codable, Hashable, Sendable {
    /// Whether there is something to do. The texts are contracts.
    public enum Situation: String, Codable, Hashable, Sendable, CaseIterable {
        /// The version that was asked for is the current one.
        case current
        /// There is another version by now, which is processed for itself.
        case superseded
        /// There is nothing under the key any more.
        case gone
        /// This version was erased.
        case erased
    }

    public var request: ProcessRequest
    public var situation: Situation
    /// What the header says; nil unless the situation is ``Situation/current``.
    public var inspected: InspectedOriginal?
    /// Pixels of one frame, upright; nil as ``inspected``.
    public var width: Int?
    /// As ``width``.
    public var height: Int?
    /// Pages or frames; nil as ``inspected``.
    public var pages: Int?
    /// Such as `jpeg`; nil as ``inspected``.
    public var format: String?
    /// Bytes of the file; nil as ``inspected``.
    public var bytes: Int?

    public init(request: ProcessRequest, situation: Situation) {
        self.request = request
        self.situation = situation
    }

    public init(request: ProcessRequest, inspected: InspectedOriginal) {
        self.init(request: request, situation: .current)
        self.inspected = inspected
        let size = inspected.info.orientedSize
        width = size.width
        height = size.height
        pages = inspected.info.pages
        format = inspected.info.format.rawValue
        bytes = inspected.original.size
    }

    public enum Fields {
        public static let situation = Field("situation", \ProbedOriginal.situation)
        public static let width = Field("width", \ProbedOriginal.width)
        public static let height = Field("height", \ProbedOriginal.height)
        public static let pages = Field("pages", \ProbedOriginal.pages)
        public static let format = Field("format", \ProbedOriginal.format)
        public static let bytes = Field("bytes", \ProbedOriginal.bytes)
    }
}
