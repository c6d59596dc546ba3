internal import Tracing

/// A part of the way from an original to its record, as spans name it.
enum ProcessingStage: String {
    case fetch
    case probe
    case plan
    case render
    case put
    case record
}

extension ImageProcessor {
    /// Carries a stage out inside its span.
    func traced<Result>(
        _ stage: ProcessingStage, of asset: AssetID, _ body: (any Span) async throws -> Result
    ) async throws -> Result {
        try await CallTracer(tracer: tracer)
            .trace("renditions.process.\(stage.rawValue)", ["renditions.asset": asset.rawValue], body)
    }

    /// Carries a whole run out inside the span around its stages.
    func tracedRun<Result>(of asset: AssetID, _ body: () async throws -> Result) async throws -> Result {
        try await CallTracer(tracer: tracer)
            .trace("renditions.process", ["renditions.asset": asset.rawValue, "renditions.recipe": recipe.name]) { _ in
                try await body()
            }
    }
}
