internal import NIOCore
internal import Renditions
internal import RenditionsWorkflow

/// What a task state sends.
struct TaskCall: Sendable {
    let task: String
    let input: JSONValue
    let execution: ExecutionIdentity
    let state: String
    /// From 1.
    let attempt: Int
    let token: String

    /// - Parameter requestID: of the invocation.
    /// - Throws: ``LambdaError`` with code `invalid-event`.
    init(_ event: ByteBuffer, requestID: String) throws {
        let payload: JSONValue
        do {
            payload = try JSONValue(json: Array(event.readableBytesView))
        } catch {
            throw LambdaError(.invalidEvent, "The event is no JSON.", cause: error)
        }
        guard let task = payload["task"]?.stringValue else {
            throw LambdaError(
                .invalidEvent, "The event names no task. A task state sends {\"task\": name, \"input\": …}.")
        }
        self.task = task
        input = payload["input"] ?? .null
        let context = payload["context"]
        let id = context?["execution"]?.stringValue
        execution = Self.execution(id) ?? ExecutionIdentity(workflow: "", name: requestID)
        state = context?["state"]?.stringValue ?? task
        attempt = max(0, min(context?["attempt"]?.integerValue ?? 0, 1_000_000)) + 1
        if let id, let entered = context?["entered"]?.stringValue {
            // The iterations of a map may enter a state in the same millisecond.
            let parts = [id, state, entered, task, input.canonicalJSON]
            token = "\(Fingerprint(of: parts.map { Array($0.utf8) }))"
        } else {
            token = requestID
        }
    }

    /// - Parameter text: an ARN, `arn:aws:states:<region>:<account>:execution:<workflow>:<name>`.
    private static func execution(_ text: String?) -> ExecutionIdentity? {
        guard let parts = text?.split(separator: ":", omittingEmptySubsequences: false), parts.count >= 8,
            parts[5] == "execution"
        else { return nil }
        return ExecutionIdentity(workflow: String(parts[6]), name: String(parts[7]))
    }
}
