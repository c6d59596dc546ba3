/// Another worker has taken the execution.
struct LostLease: Error {}
