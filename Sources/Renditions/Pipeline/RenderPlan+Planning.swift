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

    private struct BranchKey: Hashable {
        var profile: ColorProfilePolicy
        var isAnimated: Bool
    }
}
