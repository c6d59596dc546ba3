public import RenditionsWorkflow

/// Removes an asset: the original, every rendition, and of its record all but a tombstone that refuses late events.
public struct EraseAsset: Workflow {
    public static let name = "erase-asset"

    /// How long one attempt of a step may take.
    public var stepTimeout: Duration
    /// How often each step is carried out again after a transient error. An erasure has to come to its end.
    public var retry: Retry

    public init(
        stepTimeout: Duration = .seconds(300),
        retry: Retry = Retry(
            ErrorName.transient, attempts: 10, interval: .seconds(1), maximumDelay: .seconds(600))
    ) {
        self.stepTimeout = stepTimeout
        self.retry = retry
    }

    public var body: some WorkflowNode<EraseRequest, EraseResult> {
        Step(EntombAsset.self).timeout(stepTimeout).retry(retry)
        Choice("is-there-something") {
            When(EntombedAsset.Fields.tombstone.isPresent()) {
                Step(DeleteOriginal.self).timeout(stepTimeout).retry(retry)
                Step(DeleteRenditions.self).timeout(stepTimeout).retry(retry)
            }
            Otherwise {}
        }
        Step(CompleteErasure.self).timeout(stepTimeout).retry(retry)
    }
}
