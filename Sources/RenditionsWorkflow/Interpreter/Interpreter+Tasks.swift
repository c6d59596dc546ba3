#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Interpreter {
    mutating func beginTask(
        _ task: TaskDefinition, _ definition: StateDefinition, _ strand: inout Strand, _ scope: inout EvaluationScope
    ) throws -> Step {
        let random = scope.random
        let (function, payload) = try call(task, definition, &scope)
        let timeout = try seconds(task.timeout, scope)
        let heartbeat = try seconds(task.heartbeat, scope)
        snapshot.taskCount += 1
        let run = TaskRun(
            id: TaskRequest.ID(rawValue: snapshot.taskCount), deadline: timeout.map { instant(after: $0) },
            heartbeat: heartbeat, heartbeatDeadline: heartbeat.map { instant(after: $0) }, random: random)
        strand.phase = .task(run)
        snapshot.tasks[run.id.rawValue] = strand.id
        if let deadline = run.nextDeadline { snapshot.timers[strand.id] = deadline }
        emit(task.scheduledEvent, &strand, state: definition.name, input: payload, task: run.id)
        emit(task.startedEvent, &strand, state: definition.name, task: run.id)
        effects.tasks.append(request(run, strand, definition, function, payload))
        return .blocked
    }

    /// A timeout that a path leads to.
    private func seconds(_ field: NumberField?, _ scope: EvaluationScope) throws -> Double? {
        guard let field else { return nil }
        let seconds = try field.integer(in: scope)
        guard seconds > 0 else {
            guard case .path(let path, let name) = field else { return nil }
            throw StateFailure.runtime(
                "The \(name) field refers to value \"\(seconds)\" which is not positive: \(path.text)")
        }
        return Double(seconds)
    }

    /// What to call with what.
    private func call(
        _ task: TaskDefinition, _ definition: StateDefinition, _ scope: inout EvaluationScope
    ) throws -> (FunctionName, JSONValue) {
        scope.data = try definition.input.apply(to: scope)
        let parameters = try task.parameters?.value(in: &scope) ?? scope.data
        guard case .invoke = task.resource else {
            guard case .function(let name) = task.resource else { return (FunctionName(""), parameters) }
            return (name, parameters)
        }
        guard var function = parameters["FunctionName"]?.stringValue.flatMap(FunctionName.init(parsing:)) else {
            throw StateFailure.runtime("The parameter 'FunctionName' does not name a function: \(parameters.json)")
        }
        if function.qualifier == nil, let qualifier = parameters["Qualifier"]?.stringValue {
            function = FunctionName(function.name, qualifier: qualifier)
        }
        // The service hands a text on as it is, so a text that is JSON arrives as what it stands for.
        let payload = parameters["Payload"] ?? .object(JSONObject())
        if case .string(let text) = payload {
            guard let value = try? JSONValue(json: text) else {
                throw StateFailure(
                    error: "Lambda.InvalidRequestContentException",
                    cause: "Could not parse request body into json: \(text)")
            }
            return (function, value)
        }
        return (function, payload)
    }

    func request(
        _ run: TaskRun, _ strand: Strand, _ definition: StateDefinition, _ function: FunctionName, _ payload: JSONValue
    ) -> TaskRequest {
        var place = "\(snapshot.identity.workflow)/\(snapshot.identity.name)"
        if let child = strand.child.flatMap({ snapshot.children[$0] }) { place += "/\(child.name)" }
        return TaskRequest(
            id: run.id, state: definition.name, function: function, payload: payload,
            idempotencyToken: "\(place)/\(strand.enteredEvent)", attempt: strand.retryCount + 1, deadline: run.deadline,
            heartbeat: run.heartbeat)
    }

    /// Makes the request of an attempt under way again.
    mutating func request(for id: TaskRequest.ID) -> TaskRequest? {
        guard let strand = snapshot.tasks[id.rawValue].flatMap({ snapshot.strands[$0] }),
            case .task(let run) = strand.phase
        else { return nil }
        let definition = program.states[strand.state]
        var scope = EvaluationScope(
            data: strand.input, context: definition.readsContext ? context(strand, definition) : .null,
            random: run.random)
        switch definition.kind {
        case .task(let task):
            guard let (function, payload) = try? call(task, definition, &scope) else { return nil }
            return request(run, strand, definition, function, payload)
        case .map(let map):
            scope.data = (try? definition.input.apply(to: scope)) ?? scope.data
            guard let reader = map.reader, let items = try? items(reader, &scope) else { return nil }
            return request(run, strand, definition, ItemRequest.function, items.payload)
        default: return nil
        }
    }

    /// Takes the strand that waits for an attempt out of the snapshot; nil when nobody waits for it.
    private mutating func take(_ id: TaskRequest.ID) -> Strand? {
        guard let key = snapshot.tasks.removeValue(forKey: id.rawValue) else { return nil }
        snapshot.timers[key] = nil
        return snapshot.strands.removeValue(forKey: key)
    }

    mutating func taskSucceeded(_ id: TaskRequest.ID, _ output: JSONValue) {
        guard var strand = take(id) else { return }
        let definition = program.states[strand.state]
        if case .map(let map) = definition.kind { return itemsRead(map, definition, strand, output) }
        guard case .task(let task) = definition.kind else { return }
        strand.phase = .running
        let step = evaluate(definition, &strand) { interpreter, strand, scope in
            do {
                try interpreter.checkSize(output, of: task.resultName, isTerminal: false)
            } catch let failure as StateFailure {
                interpreter.emit(
                    task.failedEvent, &strand, state: definition.name, error: failure.error, cause: failure.cause,
                    task: id)
                throw failure
            }
            let result = task.wrapped(output)
            interpreter.emit(task.succeededEvent, &strand, state: definition.name, output: result, task: id)
            scope.data = result
            let selected = try task.resultSelector?.value(in: &scope) ?? result
            return try interpreter.leave(definition, &strand, result: selected, at: task.resultPath, &scope)
        }
        proceed(strand, step)
    }

    mutating func taskFailed(_ id: TaskRequest.ID, _ failure: StateFailure, timedOut: Bool) {
        guard var strand = take(id) else { return }
        let definition = program.states[strand.state]
        strand.phase = .running
        // Of a map it is its items that could not be read.
        guard case .task(let task) = definition.kind else { return proceed(strand, .failed(failure)) }
        emit(
            timedOut ? task.timedOutEvent : task.failedEvent, &strand, state: definition.name, error: failure.error,
            cause: failure.cause, task: id)
        proceed(strand, .failed(failure))
    }

    mutating func heartbeat(_ id: TaskRequest.ID) {
        guard let key = snapshot.tasks[id.rawValue], var strand = snapshot.strands[key],
            case .task(var run) = strand.phase, let heartbeat = run.heartbeat
        else { return }
        run.heartbeatDeadline = instant(after: heartbeat)
        strand.phase = .task(run)
        snapshot.strands[key] = strand
        snapshot.timers[key] = run.nextDeadline
    }
}

extension TaskDefinition {
    private var isInvoke: Bool { if case .invoke = resource { true } else { false } }

    /// How the service names the task in the text about a result that is too large.
    fileprivate var resultName: String { isInvoke ? "lambda" : resourceText }
    fileprivate var scheduledEvent: HistoryEventType { isInvoke ? .taskScheduled : .lambdaFunctionScheduled }
    fileprivate var startedEvent: HistoryEventType { isInvoke ? .taskStarted : .lambdaFunctionStarted }
    fileprivate var succeededEvent: HistoryEventType { isInvoke ? .taskSucceeded : .lambdaFunctionSucceeded }
    fileprivate var failedEvent: HistoryEventType { isInvoke ? .taskFailed : .lambdaFunctionFailed }
    fileprivate var timedOutEvent: HistoryEventType { isInvoke ? .taskTimedOut : .lambdaFunctionTimedOut }

    /// `lambda:invoke` answers with what the Invoke call answers with.
    fileprivate func wrapped(_ output: JSONValue) -> JSONValue {
        guard isInvoke else { return output }
        return ["ExecutedVersion": "$LATEST", "Payload": output, "StatusCode": 200]
    }
}
