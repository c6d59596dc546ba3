internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Reads the history of an execution as every runner tells it. Events must come in their order.
///
/// Step Functions has some kinds of events that no other runner has. Those are left out, and the others numbered without them;
/// what followed from one that is left out follows from what led to it.
struct HistoryReader: Sendable {
    private struct Known {
        var previous: Int
        /// Its number here; that of the one before where it is left out.
        var id: Int
        var type: HistoryEventType?
        var state: String?
        var task: TaskRequest.ID?
    }

    /// By the numbers that Step Functions has for them.
    private var known: [Int: Known] = [:]
    private var count = 0
    private var tasks = 0
    /// The number of the last event, by Step Functions' own count.
    private(set) var last = 0

    /// Nil for one that is left out.
    ///
    /// - Throws: `WorkflowError` with code `corrupt`.
    mutating func read(_ json: JSONValue) throws -> HistoryEvent? {
        guard let number = json["id"]?.integerValue, let name = json["type"]?.stringValue else {
            throw WorkflowError(.corrupt, "An event of a history can't be read.")
        }
        let previous = json["previousEventId"]?.integerValue ?? 0
        let details = json.objectValue?.entries.first { $0.key.hasSuffix("EventDetails") }?.value ?? [:]
        last = max(last, number)
        let before = known[previous]
        guard let type = Self.type(name) else {
            known[number] = Known(
                previous: previous, id: before?.id ?? 0, type: before?.type, state: before?.state, task: before?.task)
            return nil
        }
        count += 1
        let task = task(type, before)
        let state = state(type, previous, details)
        known[number] = Known(previous: previous, id: count, type: type, state: state, task: task)
        return HistoryEvent(
            id: count, previousID: before?.id ?? 0,
            timestamp: Date(stepFunctions: json["timestamp"]) ?? Date(timeIntervalSince1970: 0),
            type: type, state: state, index: details["index"]?.integerValue, input: input(type, details),
            output: details["output"]?.parsed, error: details["error"]?.stringValue,
            cause: details["cause"]?.stringValue,
            task: task)
    }

    private static func type(_ name: String) -> HistoryEventType? {
        switch name {
        case "LambdaFunctionScheduleFailed", "LambdaFunctionStartFailed": .lambdaFunctionFailed
        case "TaskStartFailed", "TaskSubmitFailed": .taskFailed
        default: HistoryEventType(rawValue: name)
        }
    }

    private mutating func task(_ type: HistoryEventType, _ before: Known?) -> TaskRequest.ID? {
        switch type {
        case .taskScheduled, .lambdaFunctionScheduled:
            tasks += 1
            return TaskRequest.ID(rawValue: tasks)
        case .taskStarted, .taskSucceeded, .taskFailed, .taskTimedOut, .lambdaFunctionStarted, .lambdaFunctionSucceeded,
            .lambdaFunctionFailed, .lambdaFunctionTimedOut:
            return before?.task
        default: return nil
        }
    }

    private func state(_ type: HistoryEventType, _ previous: Int, _ details: JSONValue) -> String? {
        if let name = details["name"]?.stringValue { return name }
        switch type {
        case .executionStarted, .executionSucceeded, .executionFailed, .executionTimedOut, .executionAborted,
            .executionRedriven:
            return nil
        case .parallelStateSucceeded, .parallelStateFailed: return beginning(.parallelStateStarted, from: previous)
        case .mapStateSucceeded, .mapStateFailed, .mapRunSucceeded, .mapRunFailed:
            return beginning(.mapStateStarted, from: previous)
        default: return known[previous]?.state
        }
    }

    /// The state that began and is still open, looking back from an event within it.
    private func beginning(_ type: HistoryEventType, from number: Int) -> String? {
        let ends: [HistoryEventType] =
            type == .mapStateStarted
            ? [.mapStateSucceeded, .mapStateFailed] : [.parallelStateSucceeded, .parallelStateFailed]
        var (number, depth) = (number, 0)
        while let event = known[number] {
            if let found = event.type, ends.contains(found) { depth += 1 }
            if event.type == type {
                if depth == 0 { return event.state }
                depth -= 1
            }
            number = event.previous
        }
        return nil
    }

    private func input(_ type: HistoryEventType, _ details: JSONValue) -> JSONValue? {
        // What an integration was called with; of `lambda:invoke` its payload is what the function gets.
        if type == .taskScheduled, let parameters = details["parameters"]?.parsed {
            return parameters["Payload"] ?? parameters
        }
        return details["input"]?.parsed
    }
}

extension JSONValue {
    /// What a text that is JSON stands for.
    var parsed: JSONValue? { stringValue.flatMap { try? JSONValue(json: $0) } }
}

extension Date {
    /// Seconds since 1970, to the millisecond.
    init?(stepFunctions value: JSONValue?) {
        guard let seconds = value?.numberValue?.doubleValue, seconds.isFinite else { return nil }
        self.init(timeIntervalSince1970: (seconds * 1000).rounded() / 1000)
    }
}
