/// For whom an engine works.
enum AuditScope {
    /// The idempotency token of the task.
    @TaskLocal static var token = "none"
}
