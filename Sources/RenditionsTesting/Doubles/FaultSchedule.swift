import Synchronization

/// Counts calls and decides which fail.
final class FaultSchedule<Operation: Hashable & Sendable>: Sendable {
    private struct State {
        var counts: [Operation: Int] = [:]
        var random: SeededRandom
    }

    private let faults: [Fault<Operation>]
    private let state: Mutex<State>

    init(_ faults: [Fault<Operation>], seed: UInt64) {
        self.faults = faults
        state = Mutex(State(random: SeededRandom(seed: seed)))
    }

    /// How many calls there were.
    func count(of operation: Operation) -> Int {
        state.withLock { $0.counts[operation, default: 0] }
    }

    /// Does one call, with the fault that is due.
    func call<Value: Sendable>(_ operation: Operation, _ body: () async throws -> Value) async throws -> Value {
        let fault = nextFault(operation)
        if let fault, fault.moment == .before { throw fault.error }
        let value = try await body()
        if let fault { throw fault.error }
        return value
    }

    private func nextFault(_ operation: Operation) -> Fault<Operation>? {
        state.withLock { state in
            state.counts[operation, default: 0] += 1
            let number = state.counts[operation, default: 0]
            // Every fault draws its number, so that one that is due first does not shift the others' luck.
            let due = faults.filter { fault in
                guard fault.operation == nil || fault.operation == operation else { return false }
                switch fault.occasion {
                case .calls(let numbers): return numbers.contains(number)
                case .probability(let probability): return Double.random(in: 0..<1, using: &state.random) < probability
                }
            }
            return due.first
        }
    }
}
