internal import RenditionsWorkflow

/// Tells when a task begins and when it has ended well.
struct AuditedTask<Base: WorkflowTask>: WorkflowTask {
    static var name: TaskName { Base.name }

    let base: Base
    let log: AuditLog

    func run(_ input: Base.Input, in context: TaskContext) async throws -> Base.Output {
        log.add("begin", context.idempotencyToken, "\(context.attempt)", "\(Base.name)")
        let output = try await AuditScope.$token.withValue(context.idempotencyToken) {
            try await base.run(input, in: context)
        }
        log.add("end", context.idempotencyToken)
        return output
    }
}

extension WorkflowTask {
    func audited(in log: AuditLog) -> any WorkflowTask { AuditedTask(base: self, log: log) }
}
