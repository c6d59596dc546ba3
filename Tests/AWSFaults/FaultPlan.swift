internal import NIOHTTP1
internal import ScriptedServer
internal import Synchronization

/// Decides which call of a run meets the fault, and remembers what calls there were.
package final class FaultPlan: Sendable {
    private struct State {
        var calls: [Int: ObservedCall] = [:]
        var counts: [CallName: Int] = [:]
        var decisions: [Int: FaultKind] = [:]
        var hits = 0
    }

    package let fault: PlannedFault?
    private let state = Mutex(State())

    /// - Parameter fault: nil for a run in which nothing goes wrong.
    package init(_ fault: PlannedFault?) { self.fault = fault }

    /// How many calls met it.
    package var hits: Int { state.withLock(\.hits) }

    /// All calls, in the order in which their heads came.
    package var calls: [ObservedCall] { state.withLock { $0.calls.sorted { $0.key < $1.key }.map(\.value) } }

    /// Takes note of a request by its head, and decides what becomes of it.
    func begin(_ request: ScriptedRequest) -> FaultKind? {
        let name = CallName(request)
        return state.withLock { state in
            let call = ObservedCall(
                name: name, occurrence: state.counts[name, default: 0],
                requestBytes: request.headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0)
            state.counts[name] = call.occurrence + 1
            state.calls[request.number] = call
            guard let fault, name == fault.call.name, call.occurrence >= fault.call.occurrence,
                state.hits < fault.kind.repetitions
            else { return nil }
            state.hits += 1
            state.decisions[request.number] = fault.kind
            return fault.kind
        }
    }

    /// What was decided of a request.
    func decision(_ request: ScriptedRequest) -> FaultKind? { state.withLock { $0.decisions[request.number] } }

    func replied(to request: ScriptedRequest, bytes: Int) {
        state.withLock { $0.calls[request.number]?.replyBytes = bytes }
    }
}
