/// The steps and outputs of a branch, and what is worked out over all of them.
struct StepTree {
    var steps: [RenderPlan.Step]
    var outputs: [RenderPlan.Output]

    /// A larger image is a good enough source for a smaller one when it is at least this many times as large: the
    /// second scaling then has enough pixels to work with, and the result measures as well as one made from the
    /// original (peak signal to noise, over photographs and ratios from 1.4 to 11).
    static let chainRatio = 1.5

    /// Removes steps that no output needs: those left behind when a turn was moved behind a scale.
    mutating func dropUnused() {
        var isUsed = Array(repeating: false, count: steps.count)
        for output in outputs {
            var next = output.step
            while let index = next, !isUsed[index] {
                isUsed[index] = true
                next = steps[index].input
            }
        }
        var newIndex: [Int: Int] = [:]
        var kept: [RenderPlan.Step] = []
        for (index, step) in steps.enumerated() where isUsed[index] {
            newIndex[index] = kept.count
            kept.append(step)
        }
        for index in kept.indices { kept[index].input = kept[index].input.flatMap { newIndex[$0] } }
        for index in outputs.indices { outputs[index].step = outputs[index].step.flatMap { newIndex[$0] } }
        steps = kept
    }

    /// Lets every scaled image be made from the next larger one instead of the original, where that is large enough
    /// and has the original's aspect ratio.
    mutating func chainScales(from source: PixelSize) {
        let candidates = steps.indices.filter { index in
            guard steps[index].input == nil, let scale = steps[index].operation as? Scale else { return false }
            return scale.kernel != .nearest
                && scale.width <= source.width && scale.height <= source.height
        }
        for index in candidates {
            let target = steps[index].outputSize
            let larger = candidates.filter { other in
                let size = steps[other].outputSize
                return Double(size.width) >= Self.chainRatio * Double(target.width)
                    && Double(size.height) >= Self.chainRatio * Double(target.height)
                    && Self.keepsAspect(size, of: source)
                    && (steps[other].operation as? Scale)?.kernel == (steps[index].operation as? Scale)?.kernel
            }
            guard let nearest = larger.min(by: { steps[$0].outputSize.area < steps[$1].outputSize.area }) else {
                continue
            }
            steps[index].input = nearest
            steps[index].inputSize = steps[nearest].outputSize
        }
        sortInputsFirst()
    }

    /// Whether a scaled size has the aspect ratio of its source, to within the rounding of a side to a whole pixel.
    private static func keepsAspect(_ size: PixelSize, of source: PixelSize) -> Bool {
        let exactHeight = Double(source.height) * Double(size.width) / Double(source.width)
        let exactWidth = Double(source.width) * Double(size.height) / Double(source.height)
        return abs(exactHeight - Double(size.height)) <= 1 || abs(exactWidth - Double(size.width)) <= 1
    }

    /// Puts every step behind the one that it reads.
    private mutating func sortInputsFirst() {
        var order: [Int] = []
        var isPlaced = Array(repeating: false, count: steps.count)
        func place(_ index: Int) {
            guard !isPlaced[index] else { return }
            if let input = steps[index].input { place(input) }
            isPlaced[index] = true
            order.append(index)
        }
        for index in steps.indices { place(index) }
        var newIndex = Array(repeating: 0, count: steps.count)
        for (new, old) in order.enumerated() { newIndex[old] = new }
        steps = order.map { old in
            var step = steps[old]
            step.input = step.input.map { newIndex[$0] }
            return step
        }
        for index in outputs.indices { outputs[index].step = outputs[index].step.map { newIndex[$0] } }
    }

    /// Scaling first leaves fewer pixels to convert, where one scale is all that reads the original.
    var convertsColorsFirst: Bool {
        let readers = steps.filter { $0.input == nil }
        return readers.count != 1 || !(readers[0].operation is Scale) || outputs.contains { $0.step == nil }
    }

    /// How small the original may be decoded, and what prevents that when something does.
    func sufficientSize(of source: PixelSize) -> (size: PixelSize, reason: String?) {
        var largest = PixelSize(width: 1, height: 1)
        if let output = outputs.first(where: { $0.step == nil }) {
            return (source, "\(output.name) has the size of the original")
        }
        func visit(_ index: Int) -> String? {
            let step = steps[index]
            if let size = step.operation.sufficientInput(for: step.inputSize) {
                largest.width = max(largest.width, min(size.width, source.width))
                largest.height = max(largest.height, min(size.height, source.height))
                return nil
            }
            guard step.operation is any ScaleFreeOperation else {
                return "\(type(of: step.operation).name) needs every source pixel"
            }
            if let output = outputs.first(where: { $0.step == index }) {
                return "\(output.name) has the size of the original"
            }
            // A turn exchanges the sides, which this walk does not follow; turns before a scale were moved behind it.
            guard !(step.operation is Orient) else { return "orient needs every source pixel" }
            for child in steps.indices where steps[child].input == index {
                if let reason = visit(child) { return reason }
            }
            return nil
        }
        for index in steps.indices where steps[index].input == nil {
            if let reason = visit(index) { return (source, reason) }
        }
        return (largest, nil)
    }

    /// Bytes of pixels that are expected to be held at once: the decoded image, unless its rows are used as they come,
    /// what the decoder itself must keep, and the result of every step.
    func predictedBytes(of info: ImageInfo, frames: Int) -> Int {
        let bytesPerPixel = max(info.bands, 3) * max(1, (info.bitDepth + 7) / 8)
        let roots = steps.filter { $0.input == nil }
        let streams =
            frames == 1 && roots.count == 1 && roots[0].operation is Scale && !outputs.contains { $0.step == nil }
        let pixels = info.size.area
        // A decoder works some rows ahead; 256 is more than any of them keeps.
        let rows = streams ? 256 : info.size.height.saturatingProduct(frames)
        var bytes = info.size.width.saturatingProduct(rows).saturatingProduct(bytesPerPixel)
        switch info.format {
        // All coefficients of a progressive JPEG, two bytes each, are held until its last scan.
        case .jpeg where info.isProgressive:
            bytes = bytes.saturatingSum(pixels.saturatingProduct(2 * max(1, info.bands)))
        // An interlaced PNG is whole only when its last pass is.
        case .png where info.isProgressive && streams: bytes = pixels.saturatingProduct(bytesPerPixel)
        // These decoders give whole frames only.
        case .avif, .heic, .jpegxl, .webp: bytes = bytes.saturatingSum(pixels.saturatingProduct(4))
        default: break
        }
        return steps.reduce(bytes) {
            $0.saturatingSum($1.outputSize.area.saturatingProduct(frames).saturatingProduct(4))
        }
    }
}
