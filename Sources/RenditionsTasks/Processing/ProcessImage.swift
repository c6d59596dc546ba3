public import RenditionsWorkflow

/// Processes one version of one original: probes it, makes and stores its renditions, and publishes the record.
///
/// Each step is retried while stores or engines are busy. What can't be processed ends with a record that says why, and with
/// the execution failing: with `Original.refused` where the image itself is at fault, with `Original.quarantined` otherwise.
public struct ProcessImage: Workflow {
    public static let name = "process-image"

    /// How long one attempt of rendering may take; the limits of the engine are usually shorter.
    public var renderTimeout: Duration
    /// How long one attempt of any other step may take.
    public var stepTimeout: Duration
    /// How often each step is carried out again after a transient error.
    public var retry: Retry

    public init(
        renderTimeout: Duration = .seconds(300), stepTimeout: Duration = .seconds(60),
        retry: Retry = Retry(ErrorName.transient, attempts: 2, interval: .seconds(1), backoff: 3)
    ) {
        self.renderTimeout = renderTimeout
        self.stepTimeout = stepTimeout
        self.retry = retry
    }

    public var body: some WorkflowNode<ProcessRequest, ProcessResult> {
        Steps {
            Step(ProbeOriginal.self).timeout(stepTimeout)
                .retry(Retry([ErrorName.assetBeingErased], attempts: 8, maximumDelay: .seconds(30)))
                .retry(retry)
            Choice("what-is-there") {
                When(ProbedOriginal.Fields.situation == .current) {
                    Step(RenderRenditions.self).timeout(renderTimeout).retry(retry)
                    Step(PublishAsset.self).timeout(stepTimeout).retry(retry)
                }
                Otherwise { Step(SettleOriginal.self).timeout(stepTimeout).retry(retry) }
            }
        }
        .catch {
            // Nothing must be lost where the stores are away for a while.
            Step(RecordFailure.self).timeout(stepTimeout).retry(
                Retry(ErrorName.transient, attempts: 8, interval: .seconds(2), maximumDelay: .seconds(300)))
            Choice("verdict") {
                When(ProcessResult.Fields.outcome == .refused) {
                    Fail(
                        "refused", error: ErrorName.originalRefused,
                        cause: "The original itself is at fault; its record says why.")
                }
                When(ProcessResult.Fields.outcome == .quarantined) {
                    Fail(
                        "quarantined", error: ErrorName.originalQuarantined,
                        cause: "The original could not be processed; its record says why, and it can be replayed.")
                }
                Otherwise {}
            }
        }
    }
}
