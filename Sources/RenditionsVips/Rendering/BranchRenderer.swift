internal import NIOCore
internal import Renditions

/// Carries out one branch of a plan: one decode, and everything that is made from it.
struct BranchRenderer {
    let branch: RenderPlan.Branch
    let decoder: VipsDecoder
    let context: RenderContext

    /// An image on its way through the steps.
    private struct Node {
        var image: VipsImage
        /// Whether its rows come straight from the decoder, and so can be read in order and once only.
        var isStreaming: Bool
        /// Whether its colours are still those of the original.
        var isUnconverted: Bool
    }

    func render() throws -> [RenderedImage] {
        context.beginBranch()
        return try decoder.withImage(sufficientSize: branch.sufficientSize, allFrames: branch.frames > 1) { source in
            context.makeStoppable(source)
            guard branch.frames > 1 else { return try renderStill(source) }
            return try renderAnimation(source)
        }
    }

    private func renderStill(_ source: VipsImage) throws -> [RenderedImage] {
        let nodes = try carryOutSteps(on: Node(image: source, isStreaming: true, isUnconverted: true))
        // The images must live while others are computed from them: else nothing could stop that.
        return try withExtendedLifetime(nodes) {
            try branch.outputs.map { output in
                let node = try nodes.node(for: output)
                return try write(output, node.image, frames: 1, isDecoding: node.isStreaming)
            }
        }
    }

    /// Carries the steps out frame by frame, so that one frame is held at its full size at a time.
    private func renderAnimation(_ source: VipsImage) throws -> [RenderedImage] {
        let height = source.integer(VipsField.pageHeight) ?? source.height
        let count = max(1, source.height / max(1, height))
        var frames = Array(repeating: [VipsImage](), count: branch.outputs.count)
        for index in 0..<count {
            let rect = PixelRect(x: 0, y: index * height, width: source.width, height: height)
            let frame = try context.materialize(try source.extract(rect), isDecoding: true)
            let nodes = try carryOutSteps(on: Node(image: frame, isStreaming: false, isUnconverted: true))
            try withExtendedLifetime(nodes) {
                for (place, output) in branch.outputs.enumerated() {
                    let image = try nodes.node(for: output).image
                    frames[place].append(try context.materialize(image, isDecoding: false))
                }
            }
        }
        return try zip(branch.outputs, frames).map { output, frames in
            guard let first = frames.first else {
                throw RenderError(.invalidImage, "The animation has no frames.")
            }
            // One below the other, as the library holds animations.
            let alike =
                frames.contains { $0.bands != first.bands } ? try frames.map { try $0.inColor().withAlpha() } : frames
            let joined = try VipsCall("arrayjoin").images("in", alike).int("across", 1).run()
            return try write(output, joined, frames: frames.count, isDecoding: false) { editor in
                editor.set(VipsField.pageHeight, first.height)
                editor.set(VipsField.pageCount, frames.count)
                editor.set(VipsField.delay, source.integers(VipsField.delay) ?? decoder.info.delays ?? [])
                editor.set(VipsField.loop, source.integer(VipsField.loop) ?? decoder.info.loopCount ?? 0)
            }
        }
    }

    // MARK: - Steps

    /// The images that the steps gave, and the decoded one.
    private struct Nodes {
        var root: Node
        var steps: [Node] = []

        func node(for output: RenderPlan.Output) throws -> Node {
            output.step.map { steps[$0] } ?? root
        }
    }

    private func carryOutSteps(on source: Node) throws -> Nodes {
        var nodes = Nodes(root: source)
        let readers = branch.readerCounts
        // Rows that come straight from the decoder can be read once: by one step that reads them in order, or by one
        // saver.
        let first = branch.steps.first { $0.input == nil }
        if branch.convertsColorsFirst { nodes.root = try converted(source) }
        if readers.root > 1 || first.map({ !Self.readsRowsInOrder($0.operation) }) == true {
            nodes.root = try materialized(nodes.root)
        }
        for (index, step) in branch.steps.enumerated() {
            context.currentStep = index
            try context.check()
            var input = step.input.map { nodes.steps[$0] } ?? nodes.root
            if input.isStreaming, !Self.readsRowsInOrder(step.operation) {
                input = try materialized(input)
                if let before = step.input { nodes.steps[before] = input } else { nodes.root = input }
            }
            var node = input
            node.image = try context.evaluating(isDecoding: input.isStreaming) { try apply(step, to: input.image) }
            if node.image.isInMemory {
                node.isStreaming = false
                context.makeStoppable(node.image)
            }
            // Fewer pixels are converted after the first scale than before it.
            if node.isUnconverted { node = try converted(node) }
            if readers.steps[index] > 1 { node = try materialized(node) }
            nodes.steps.append(node)
        }
        return nodes
    }

    private static func readsRowsInOrder(_ operation: any ImageOperation) -> Bool {
        (operation as? any VipsOperation)?.readsRowsInOrder ?? false
    }

    /// Whether an operation only moves and mixes pixels, so that it works on those of any depth and colour space: in
    /// renditions that keep the original's colours.
    private static func takesAnyPixels(_ operation: any VipsOperation) -> Bool {
        operation is Scale || operation is Crop || operation is Orient || operation is SmartCrop
    }

    private func apply(_ step: RenderPlan.Step, to image: VipsImage) throws -> VipsImage {
        var result = image
        // An operation whose geometry could not be told before the pixels were there is resolved now.
        var operations: [any ImageOperation] = [step.operation]
        if !(step.operation is any VipsOperation), let geometric = step.operation as? any GeometricOperation {
            operations = try geometric.resolved(for: image.size)
        }
        for operation in operations {
            guard let operation = operation as? any VipsOperation else {
                throw RenderError(
                    .unsupportedOperation, "This engine can't do \(type(of: operation).name).")
            }
            try operation.validate(for: result.size)
            // Before it is made, since a larger one may have no room.
            try context.limits.checkStep(
                operation.outputSize(for: result.size), of: step.operation, on: decoder.info.size)
            if !Self.takesAnyPixels(operation) { result = try VipsColor(decoder.inspected).inEightBits(result) }
            result = try operation.apply(to: result, in: context)
        }
        try context.limits.checkStep(result.size, of: step.operation, on: decoder.info.size)
        return result
    }

    private func converted(_ node: Node) throws -> Node {
        var node = node
        node.image = try VipsColor(decoder.inspected).convert(node.image, to: branch.profile)
        node.isUnconverted = false
        return node
    }

    private func materialized(_ node: Node) throws -> Node {
        var node = node
        node.image = try context.materialize(node.image, isDecoding: node.isStreaming)
        node.isStreaming = false
        return node
    }

    // MARK: - Writing

    private func write(
        _ output: RenderPlan.Output, _ image: VipsImage, frames: Int, isDecoding: Bool,
        _ describe: (VipsImage.MetadataEditor) -> Void = { _ in }
    ) throws -> RenderedImage {
        let start = ContinuousClock.now
        let size = PixelSize(width: image.width, height: image.height / frames)
        // Where the pixels decide, the plan's size is a guess.
        try context.limits.checkOutput(size, of: output.name, as: output.encoding)
        let metadata = VipsMetadata(
            inspected: decoder.inspected, policy: output.metadata, profile: branch.profile,
            orientation: output.orientation)
        let encoder = VipsEncoder(encoding: output.encoding)
        let image = encoder.holdsColors(of: image) ? image : try VipsColor(decoder.inspected).inEightBits(image)
        let bytes = try context.evaluating(isDecoding: isDecoding) {
            let clean = try metadata.applied(to: image)
            let described = frames > 1 ? try clean.adding(describe) : clean
            return try encoder.write(described, isBare: metadata.isBare(image) && frames == 1)
        }
        return RenderedImage(
            name: output.name, bytes: bytes, encoding: output.encoding,
            size: size, frames: frames, seconds: (ContinuousClock.now - start) / .seconds(1),
            isIncomplete: decoder.fillsUp)
    }
}

extension RenderPlan.Branch {
    /// How many steps and outputs read the decoded image, and how many read each step.
    fileprivate var readerCounts: (root: Int, steps: [Int]) {
        var root = 0
        var counts = Array(repeating: 0, count: steps.count)
        for input in steps.map(\.input) + outputs.map(\.step) {
            if let input { counts[input] += 1 } else { root += 1 }
        }
        return (root, counts)
    }
}
