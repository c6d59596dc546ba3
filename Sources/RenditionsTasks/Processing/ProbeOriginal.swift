public import Renditions
public import RenditionsWorkflow

/// Reads an original, looks at its header, and notes that the asset is being processed.
public struct ProbeOriginal: StoreTask {
    public static let name: TaskName = "probe-original"
    public static let storeUses: StoreUses = [.originals: [.read], .records: [.read, .write]]

    let processor: ImageProcessor
    let onEvent: ImageTasks.Listener

    public func run(_ request: ProcessRequest, in context: TaskContext) async throws -> ProbedOriginal {
        let key = request.original.key
        let found: InspectedOriginal?
        do {
            found = try await processor.inspect(key, ifVersion: request.original.entityTag) { [onEvent] in
                onEvent(key, $0)
            }
        } catch let error as StoreError where error.code == .notFound {
            return ProbedOriginal(request: request, situation: .gone)
        } catch let error as StoreError where error.code == .preconditionFailed {
            try await waitForErasure(of: key)
            return ProbedOriginal(request: request, situation: .erased)
        }
        guard let inspected = found else { return ProbedOriginal(request: request, situation: .superseded) }
        try await processor.announce(inspected, attributes: request.attributes)
        return ProbedOriginal(request: request, inspected: inspected)
    }

    /// An erasure under way may end with the original deleted or, where it was uploaded again, not; it may also have ended
    /// since the look that found it. Only one that keeps the original refuses it for good.
    private func waitForErasure(of key: ObjectKey) async throws {
        let record = try await processor.records.record(AssetID(original: key))?.value
        if let record, record.state == .deleted, record.erasure?.keepsOriginal == true { return }
        throw TaskFailure(ErrorName.assetBeingErased, "The asset is being erased.")
    }
}
