internal import RenditionsWorkflow

/// What processes an original that a backfill takes up, as the end of what the backfill does for it.
///
/// Changes the type and no value: a ``ProcessResult`` says `outcome` in words of ``RerenderedOriginal`` as well, and a state
/// that rewrote it would be one more for every original.
struct TakenUp: WorkflowNode {
    let process: any WorkflowNode<ProcessRequest, ProcessResult>

    typealias Input = ProcessRequest
    typealias Output = RerenderedOriginal

    func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget {
        process.lower(into: &lowering, then: next)
    }
}
