import NIOCore
import NIOHTTP1
import RenditionsWorkflow
import ScriptedServer
import Synchronization

/// A table whose indexes stand still from some moment on.
final class LateIndex: Sendable {
    private struct State {
        var isStopped = false
        var seen: [String: ScriptedAnswer] = [:]
    }

    private let table: EmulatedTable
    private let state = Mutex(State())

    init(_ table: EmulatedTable) { self.table = table }

    func stop() { state.withLock { $0.isStopped = true } }

    func answer(_ request: ScriptedRequest) async throws -> ScriptedAnswer {
        guard request.headers.first(name: "X-Amz-Target")?.hasSuffix(".Query") == true else {
            return try await table.relay(request)
        }
        // Which list of which index it is about decides; a cursor or a filter would be another question.
        let input = try JSONValue(json: Array(request.body.readableBytesView))
        let list = input["ExpressionAttributeValues"]?[":list"]?.json ?? ""
        let question = (input["IndexName"]?.stringValue ?? "") + list + (input["ScanIndexForward"]?.json ?? "")
        let (isStopped, known) = state.withLock { ($0.isStopped, $0.seen[question]) }
        if isStopped, let known { return known }
        let answer = try await table.relay(request)
        state.withLock { $0.seen[question] = answer }
        return answer
    }
}
