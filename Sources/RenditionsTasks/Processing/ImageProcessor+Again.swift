internal import Renditions

extension ImageProcessor {
    /// Processes a version from its first byte to its record within one task, where the steps of its workflow came too early:
    /// its generation had ended, or it was not there.
    ///
    /// Leaves it to the workflow to record a failure, so that the next attempt finds everything as this one did.
    ///
    /// - Throws: `RenderError`, `StoreError`.
    func processAgain(_ request: ProcessRequest) async throws -> ProcessResult.Outcome {
        let found: InspectedOriginal?
        do {
            found = try await inspect(request.original.key, ifVersion: request.original.entityTag)
        } catch let error as StoreError where error.code == .notFound {
            return .gone
        } catch let error as StoreError where error.code == .preconditionFailed {
            return .erased
        }
        guard let inspected = found else { return .superseded }
        switch try await renderIfCurrent(inspected) {
        case .gone: return .gone
        case .superseded: return .superseded
        case .rendered(let rendered):
            switch try await publish(rendered, attributes: request.attributes) {
            case .published: return .ready
            case .superseded: return .superseded
            case .gone: return .gone
            case .erased:
                return try await isLater(request, than: inspected.generation)
                    ? try await processAgain(request) : .erased
            }
        }
    }

    /// Whether a version is there, is not refused, and belongs to a later generation by now.
    ///
    /// - Throws: `StoreError`.
    func isLater(_ request: ProcessRequest, than generation: Int) async throws -> Bool {
        try await self.generation(of: request) > generation
    }
}
