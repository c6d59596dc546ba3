#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

// The states that only look at data.
extension Interpreter {
    mutating func pass(
        _ pass: PassDefinition, _ definition: StateDefinition, _ strand: inout Strand, _ scope: inout EvaluationScope
    ) throws -> Step {
        scope.data = try definition.input.apply(to: scope)
        let result = try pass.result ?? pass.parameters?.value(in: &scope) ?? scope.data
        return try leave(definition, &strand, result: result, at: pass.resultPath, &scope)
    }

    mutating func choose(
        _ choice: ChoiceDefinition, _ definition: StateDefinition, _ strand: inout Strand,
        _ scope: inout EvaluationScope
    ) throws -> Step {
        scope.data = try definition.input.apply(to: scope)
        guard let next = try choice.branches.first(where: { try $0.rule.holds(in: scope) })?.next ?? choice.otherwise
        else {
            throw StateFailure.runtime(
                "Failed to transition out of the state. The state does not point to a next state.")
        }
        let output = try definition.output.apply(to: scope)
        emit(.choiceStateExited, &strand, state: definition.name, output: output)
        return .moved(to: next, output)
    }

    func failure(_ fail: FailDefinition, _ scope: inout EvaluationScope) throws -> StateFailure {
        func text(_ expression: Expression?, _ field: String) throws -> String? {
            guard let value = try expression?.value(in: &scope, field: field) else { return nil }
            guard let text = value.stringValue else {
                throw StateFailure.runtime("The \(field) field must refer to a string, not to '\(value.json)'.")
            }
            return text
        }
        return StateFailure(error: try text(fail.error, "ErrorPath"), cause: try text(fail.cause, "CausePath"))
    }

    mutating func wait(
        _ wait: WaitDefinition, _ definition: StateDefinition, _ strand: inout Strand, _ scope: inout EvaluationScope
    ) throws -> Step {
        scope.data = try definition.input.apply(to: scope)
        let end = try end(of: wait, scope)
        guard end > now else { return try leave(definition, &strand, with: scope.data, &scope) }
        strand.phase = .wait(until: end)
        snapshot.timers[strand.id] = end
        return .blocked
    }

    private func end(of wait: WaitDefinition, _ scope: EvaluationScope) throws -> Date {
        switch wait {
        case .seconds(let seconds): return instant(after: Double(seconds))
        case .timestamp(let text): return Timestamp(text)?.date.roundedToMilliseconds(.up) ?? now
        case .secondsPath(let path):
            guard let value = try scope.value(at: path) else {
                throw StateFailure.runtime("The SecondsPath parameter does not reference an input value: \(path.text)")
            }
            guard let seconds = value.integerValue else {
                throw StateFailure.runtime(
                    "The SecondsPath parameter cannot be parsed as a long value: \(path.text) == \(value.plainText)")
            }
            guard seconds >= 0 else {
                throw StateFailure.runtime(
                    "The SecondsPath parameter references a negative value: \(path.text) == \(seconds)")
            }
            return instant(after: Double(seconds))
        case .timestampPath(let path):
            guard let value = try scope.value(at: path) else {
                throw StateFailure.runtime(
                    "The TimestampPath parameter does not reference an input value: \(path.text)")
            }
            guard let timestamp = value.stringValue.flatMap(Timestamp.init) else {
                throw StateFailure.runtime(
                    "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format "
                        + "string: \(path.text) == \(value.plainText)")
            }
            return timestamp.date.roundedToMilliseconds(.up)
        }
    }

    /// The time of a Wait state has come.
    mutating func endWait(_ strand: Strand) {
        var strand = strand
        let definition = program.states[strand.state]
        let step = evaluate(definition, &strand) { interpreter, strand, scope in
            try interpreter.leave(definition, &strand, with: definition.input.apply(to: scope), &scope)
        }
        proceed(strand, step)
    }
}
