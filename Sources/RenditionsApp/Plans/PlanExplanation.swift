internal import Renditions

/// A plan in words and as a tree.
struct PlanExplanation {
    var plan: RenderPlan
    var info: ImageInfo
    /// What a branch's decoder gives, in pixels of one frame.
    var decodedSize: (RenderPlan.Branch) -> PixelSize

    var lines: [String] {
        var lines = [
            "original   \(info.format.rawValue), \(info.size) pixels, \(Amount.bytes(info.bytes))"
                + (info.orientation == .up
                    ? "" : ", orientation \(info.orientation.rawValue), shown as \(info.orientedSize)"),
            "memory     \(Amount.binary(plan.predictedBytes)) of pixels expected at once",
        ]
        for (index, branch) in plan.branches.enumerated() {
            lines.append("")
            lines += explain(branch, title: plan.branches.count == 1 ? "decode" : "decode \(index + 1)")
        }
        return lines
    }

    private func explain(_ branch: RenderPlan.Branch, title: String) -> [String] {
        let decoded = decodedSize(branch)
        let frames = branch.frames == 1 ? "" : " of each of \(branch.frames) frames"
        var lines = [
            "\(title): \(decoded) of \(branch.storedSize) pixels\(frames), colours \(branch.profile.rawValue), "
                + Amount.binary(branch.predictedBytes)
        ]
        if let reason = branch.fullDecodeReason {
            lines.append("  every pixel is decoded: \(reason)")
        } else if decoded == branch.storedSize {
            lines.append(
                "  \(branch.sufficientSize) pixels would do; this format, or the margin kept for quality, gives no "
                    + "smaller decode")
        } else {
            lines.append("  decoded smaller: \(branch.sufficientSize) pixels are enough for every rendition")
        }
        return lines + children(of: nil, in: branch, indent: "  ")
    }

    /// What is made of a step, or of the decoded image: renditions, and further steps.
    private func children(of input: Int?, in branch: RenderPlan.Branch, indent: String) -> [String] {
        let outputs = branch.outputs.filter { $0.step == input }
        let steps = branch.steps.indices.filter { branch.steps[$0].input == input }
        var lines: [String] = []
        for (position, output) in outputs.enumerated() {
            let isLast = position == outputs.count - 1 && steps.isEmpty
            let metadata = output.metadata == .strip ? "" : ", metadata \(output.metadata.rawValue)"
            lines.append("\(indent)\(isLast ? "└" : "├")─ => \(output.name) (\(output.encoding.name)\(metadata))")
        }
        for (position, index) in steps.enumerated() {
            let isLast = position == steps.count - 1
            let step = branch.steps[index]
            let size = "\(step.isExact ? "" : "at most ")\(step.outputSize)"
            lines.append("\(indent)\(isLast ? "└" : "├")─ \(name(of: step)) -> \(size)")
            lines += children(of: index, in: branch, indent: indent + (isLast ? "   " : "│  "))
        }
        return lines
    }

    private func name(of step: RenderPlan.Step) -> String {
        let name = "\(type(of: step.operation).name)"
        // A scale says nothing beyond the size that follows.
        guard !(step.operation is Scale), let json = try? JSONText.line(step.operation), json != "{}" else {
            return name
        }
        return "\(name) \(json.prefix(80))"
    }
}
