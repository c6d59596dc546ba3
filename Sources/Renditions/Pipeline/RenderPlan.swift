/// How all renditions of one original are made together: work that they share is done once, and every size is a whole
/// number of pixels.
///
/// A plan has a branch for each way in which the original must be decoded: in which colours, one frame or all.
public struct RenderPlan: Hashable, Sendable, Codable {
    public var branches: [Branch]

    /// One decode and what is made from it.
    public struct Branch: Hashable, Sendable, Codable {
        public var profile: ColorProfilePolicy
        /// Frames to decode.
        public var frames: Int
        /// Pixels of one frame as stored.
        public var storedSize: PixelSize
        /// How small a frame may be decoded, in the orientation in which it is stored, so that no rendition loses.
        public var sufficientSize: PixelSize
        /// Whether colours are converted before the first step, and not after it: where more than one step reads the
        /// original, or the one that does is no scale.
        public var convertsColorsFirst: Bool
        /// What needs every source pixel, when something does.
        public var fullDecodeReason: String?
        public var steps: [Step]
        public var outputs: [Output]
        /// Bytes of pixels that carrying this branch out is expected to hold at once.
        public var predictedBytes: Int
    }

    /// One operation on what another step gave.
    public struct Step: Hashable, Sendable {
        /// The index of that step; nil for the decoded image.
        public var input: Int?
        public var operation: any ImageOperation
        public var inputSize: PixelSize
        /// The largest possible where ``isExact`` is false.
        public var outputSize: PixelSize
        /// Whether the size is known before the pixels are.
        public var isExact: Bool
    }

    /// One rendition to be written.
    public struct Output: Hashable, Sendable, Codable {
        public var name: String
        /// The index of the step that gives its pixels; nil for the decoded image.
        public var step: Int?
        public var encoding: Encoding
        public var metadata: MetadataPolicy
        /// Pixels of one frame; the largest possible where a step before it is not exact.
        public var size: PixelSize
        /// How a viewer still has to turn the pixels: that of the original where nothing has turned them as it says. Written
        /// where metadata is kept.
        public var orientation: Orientation
    }

    /// What is expected to be held at once: branches are carried out one after the other.
    public var predictedBytes: Int { branches.map(\.predictedBytes).max() ?? 0 }

    /// The overlays that the steps need, each once.
    public var overlays: [ObjectKey] {
        Pipeline(branches.flatMap { $0.steps.map(\.operation) }).overlays
    }
}

extension RenderPlan {
    /// A plan may come from another process: one whose steps or outputs read what is not there before them is refused,
    /// so that engines can take its numbers on trust.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        branches = try container.decode([Branch].self, forKey: .branches)
        for branch in branches {
            let inputs = branch.steps.enumerated().map { (step: $1.input, limit: $0) }
            let outputs = branch.outputs.map { (step: $0.step, limit: branch.steps.count) }
            let isWhole = (inputs + outputs).allSatisfy { reader in
                reader.step.map { (0..<reader.limit).contains($0) } ?? true
            }
            guard isWhole, branch.frames >= 1 else {
                throw DecodingError.dataCorruptedError(
                    forKey: .branches, in: container,
                    debugDescription: "a step or an output reads what is not before it")
            }
        }
    }
}

extension RenderPlan.Step: Codable {
    private enum CodingKeys: CodingKey { case input, operation, inputSize, outputSize, isExact }

    public static func == (left: Self, right: Self) -> Bool {
        left.input == right.input && left.operation.isEqual(to: right.operation)
            && left.inputSize == right.inputSize && left.outputSize == right.outputSize
            && left.isExact == right.isExact
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(input)
        operation.hash(into: &hasher)
        hasher.combine(outputSize)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        input = try container.decodeIfPresent(Int.self, forKey: .input)
        operation = try container.decode(CodedOperation.self, forKey: .operation).operation
        inputSize = try container.decode(PixelSize.self, forKey: .inputSize)
        outputSize = try container.decode(PixelSize.self, forKey: .outputSize)
        isExact = try container.decode(Bool.self, forKey: .isExact)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(input, forKey: .input)
        try container.encode(CodedOperation(operation), forKey: .operation)
        try container.encode(inputSize, forKey: .inputSize)
        try container.encode(outputSize, forKey: .outputSize)
        try container.encode(isExact, forKey: .isExact)
    }
}
