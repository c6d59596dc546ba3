import RenditionsWorkflow

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Runs a case on the interpreter itself, in virtual time. After every input the interpreter is thrown away and made
/// again from its snapshot, as if the process had crashed.
public struct ASLSimulation: Sendable {
    private struct Arrival {
        let time: Date
        let input: InterpreterInput
    }

    public init() {}

    /// - Throws: `WorkflowError` when the document is refused; ``ASLCaseError`` when the execution never ends.
    public func run(_ trial: ASLCase) throws -> ASLResult {
        let machine = try StateMachine(document: trial.definition)
        var interpreter = Interpreter(
            machine: machine, identity: ExecutionIdentity(workflow: "case", name: "case"), input: trial.input, seed: 1)
        var now = Date()
        var arrivals = [Arrival(time: now, input: .start)]
        var events: [HistoryEvent] = []
        for _ in 0..<100_000 {
            if let outcome = interpreter.outcome { return ASLResult(outcome, events: events) }
            let wake = interpreter.wantsWake ? now : interpreter.nextWake
            let input: InterpreterInput
            if let index = arrivals.indices.min(by: { arrivals[$0].time < arrivals[$1].time }),
                arrivals[index].time <= wake ?? .distantFuture
            {
                now = max(now, arrivals[index].time)
                input = arrivals.remove(at: index).input
            } else if let wake {
                now = max(now, wake)
                input = .wake
            } else {
                throw ASLCaseError(reason: "The execution waits for nothing and has not ended.")
            }
            let effects = interpreter.handle(input, at: now)
            events += effects.events
            for task in effects.tasks {
                let function = trial.functions[task.function.name]
                arrivals.append(
                    Arrival(
                        time: now.addingTimeInterval(function?.delay ?? 0),
                        input: Self.input(task, function, trial.items)))
            }
            interpreter = try Interpreter(
                machine: machine, resuming: ExecutionSnapshot(encoded: interpreter.snapshot.encoded()))
        }
        throw ASLCaseError(reason: "The execution has not ended after 100,000 inputs.")
    }

    private static func input(
        _ task: TaskRequest, _ function: ASLFunction?, _ items: ASLItems
    ) -> InterpreterInput {
        if let request = task.items {
            do {
                let found = try items.items(request)
                return .taskSucceeded(task.id, output: .array(Array(found.prefix(request.maximum ?? .max))))
            } catch {
                let message = (error as? ItemSourceError)?.message
                return .taskFailed(task.id, error: ErrorName.itemReaderFailed, cause: message)
            }
        }
        return switch function?.answer(task.payload) {
        case .output(let output): .taskSucceeded(task.id, output: output)
        case .failure(let error, let cause): .taskFailed(task.id, error: error, cause: cause)
        case nil:
            .taskFailed(
                task.id, error: ErrorName.functionNotFound,
                cause: "Function not found: \(task.function)")
        }
    }
}
