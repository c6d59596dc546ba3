/// Collects the renditions of one branch of a plan into a tree of steps.
struct BranchBuilder {
    let info: ImageInfo
    let frames: Int
    let engine: any ImageEngine
    private var steps: [RenderPlan.Step] = []
    private var outputs: [RenderPlan.Output] = []

    /// The place in the tree that a rendition's operations have reached.
    private struct Place {
        var step: Int?
        var size: PixelSize
        /// Whether ``size`` is known before the pixels are.
        var isExact = true
        /// Whether the EXIF orientation still has to be applied when an operation asks for it.
        var needsOrienting: Bool
    }

    init(info: ImageInfo, frames: Int, engine: any ImageEngine) {
        self.info = info
        self.frames = frames
        self.engine = engine
    }

    mutating func add(_ rendition: Rendition) throws {
        var place = Place(size: info.size, needsOrienting: info.orientation != .up)
        let operations =
            (rendition.autoOrient ? [AutoOrient() as any ImageOperation] : []) + rendition.operations.operations
        do {
            for operation in operations { try append(operation, at: &place) }
        } catch var error as RenderError {
            error.message = "Rendition \(rendition.name): \(error.message)"
            throw error
        }
        try engine.limits.checkOutput(place.size, of: rendition.name, as: rendition.encoding)
        outputs.append(
            RenderPlan.Output(
                name: rendition.name, step: place.step, encoding: rendition.encoding, metadata: rendition.metadata,
                size: place.size, orientation: place.needsOrienting ? info.orientation : .up))
    }

    /// Adds an operation, or what stands for it, after `place`, and moves `place` behind it.
    private mutating func append(_ operation: any ImageOperation, at place: inout Place) throws {
        switch operation {
        case is AutoOrient:
            guard place.needsOrienting else { return }
            place.needsOrienting = false
            try append(Orient(info.orientation), at: &place)

        case let composite as any CompositeOperation:
            try composite.validate(for: place.size)
            for part in composite.operations { try append(part, at: &place) }

        case let geometric as any GeometricOperation where place.isExact:
            let resolved = try geometric.resolved(for: place.size)
            if resolved.count == 1, resolved[0].isEqual(to: geometric) {
                try appendStep(geometric, at: &place)
            } else {
                for part in resolved { try append(part, at: &place) }
            }

        case let scale as Scale:
            // Turning by quarters after scaling gives the same picture as before it, and lets the decoder's rows be
            // used as they come.
            if let last = place.step, place.isExact, let orient = steps[last].operation as? Orient {
                var before = place
                before.step = steps[last].input
                before.size = steps[last].inputSize
                let target = orient.orientation.oriented(PixelSize(width: scale.width, height: scale.height))
                // There may be another turn before that one.
                try append(Scale(to: target, kernel: scale.kernel), at: &before)
                try appendStep(orient, at: &before)
                place = before
            } else {
                try appendStep(scale, at: &place)
            }

        default:
            try appendStep(operation, at: &place)
        }
    }

    private mutating func appendStep(_ operation: any ImageOperation, at place: inout Place) throws {
        try operation.validate(for: place.size)
        guard engine.supports(operation) else {
            throw RenderError(.unsupportedOperation, "no engine here can do \(type(of: operation).name).")
        }
        let size = operation.outputSize(for: place.size)
        try engine.limits.checkStep(size, of: operation, on: info.size)
        let input = place.step
        let index =
            steps.firstIndex { $0.input == input && $0.operation.isEqual(to: operation) }
            ?? {
                steps.append(
                    RenderPlan.Step(
                        input: input, operation: operation, inputSize: place.size, outputSize: size,
                        isExact: place.isExact && !(operation is any ContentSizedOperation)))
                return steps.count - 1
            }()
        place.step = index
        place.size = size
        place.isExact = steps[index].isExact
    }

    // MARK: - Finishing

    func finished(profile: ColorProfilePolicy) -> RenderPlan.Branch {
        var tree = StepTree(steps: steps, outputs: outputs)
        tree.dropUnused()
        tree.chainScales(from: info.size)
        let (sufficient, reason) = tree.sufficientSize(of: info.size)
        return RenderPlan.Branch(
            profile: profile, frames: frames, storedSize: info.size, sufficientSize: sufficient,
            convertsColorsFirst: tree.convertsColorsFirst, fullDecodeReason: reason, steps: tree.steps,
            outputs: tree.outputs,
            predictedBytes: tree.predictedBytes(of: info, frames: frames))
    }
}
