internal import ASLCases
internal import RenditionsWorkflow

/// What came of a trial with one interpreter.
struct StatesResult: Sendable {
    /// A call of a task: the state, the attempt and the payload, as text that can be sorted.
    struct Call: Hashable, Comparable, CustomStringConvertible {
        let description: String

        init(state: String, payload: JSONValue) { description = "\(state) \(payload.normalised.canonicalJSON)" }
        static func < (left: Call, right: Call) -> Bool { left.description < right.description }
    }

    let status: String
    let output: JSONValue?
    let error: String?
    let cause: JSONValue?
    /// The states in the order in which they were entered. Items of distributed maps have histories of their own, on AWS
    /// as well, and are not among them.
    let entered: [String]
    let calls: [Call]

    /// In which ways this differs from what another interpreter made of the same machine.
    func differences(from other: StatesResult, _ machine: StateMachine) -> [KnownDifference.Aspect: String] {
        var found: [KnownDifference.Aspect: String] = [:]
        func compare<Value: Equatable>(_ aspect: KnownDifference.Aspect, _ ours: Value, _ theirs: Value) {
            if ours != theirs { found[aspect] = "\(aspect.rawValue): ours \(ours), theirs \(theirs)" }
        }
        compare(
            .output, [status, output?.normalised.canonicalJSON], [other.status, other.output?.normalised.canonicalJSON])
        compare(.error, error, other.error)
        compare(.cause, cause?.normalised.canonicalJSON, other.cause?.normalised.canonicalJSON)
        compare(.entered, EnteredStates(entered, machine), EnteredStates(other.entered, machine))
        compare(.calls, calls.sorted(), other.calls.sorted())
        return found
    }
}
