extension RenderPlan {
    /// Plans renditions of an original.
    ///
    /// Refuses, before a pixel is read, what the engine can't do and what would exceed its limits.
    ///
    /// - Throws: ``RenderError`` with codes `invalid-operation`, `invalid-encoding`, `unsupported-operation`,
    ///   `unsupported-encoding`, `output-too-large`.
    public init(_ renditions: [Rendition], for info: ImageInfo, on engine: any ImageEngine) throws {
        var builders: [BranchKey: BranchBuilder] = [:]
        var order: [BranchKey] = []
        for rendition in renditions {
            guard engine.supports(rendition.encoding) else {
                throw RenderError(
                    .unsupportedEncoding,
                    "Rendition \(rendition.name): no engine here can write \(rendition.encoding.name) "
                        + "with these parameters.")
            }
            do {
                try rendition.encoding.validate()
            } catch var error as RenderError {
                error.message = "Rendition \(rendition.name): \(error.message)"
                throw error
            }
            let staysAnimated = info.isAnimated && rendition.encoding.isAnimatable && rendition.animation == .keep
            let key = BranchKey(profile: rendition.profile, isAnimated: staysAnimated)
            if builders[key] == nil { order.append(key) }
            var builder =
                builders[key] ?? BranchBuilder(info: info, frames: staysAnimated ? info.pages : 1, engine: engine)
            try builder.add(rendition)
            builders[key] = builder
        }
        branches = order.compactMap { key in builders[key]?.finished(profile: key.profile) }
    }

    /// The part of this plan that makes some of its outputs, from the same decode and by the same steps: so their pixels are
    /// those that the whole plan gives, whatever else it makes.
    ///
    /// - Parameter info: of the original that the plan was made for.
    public func keeping(_ names: Set<String>, of info: ImageInfo) -> RenderPlan {
        var plan = self
        plan.branches = branches.compactMap { branch in
            var branch = branch
            var tree = StepTree(steps: branch.steps, outputs: branch.outputs.filter { names.contains($0.name) })
            guard !tree.outputs.isEmpty else { return nil }
            tree.dropUnused()
            branch.steps = tree.steps
            branch.outputs = tree.outputs
            branch.predictedBytes = tree.predictedBytes(of: info, frames: branch.frames)
            return branch
        }
        return plan
    }

    private struct BranchKey: Hashable {
        var profile: ColorProfilePolicy
        var isAnimated: Bool
    }
}
