package import RenditionsWorkflow

/// A workflow's document as Step Functions gets it.
///
/// It is the same value that other runners carry out, with three things that only AWS needs: functions by their ARNs; what the
/// function behind typed tasks must know to give every attempt of a step one token; and retriers for faults of Lambda itself,
/// such as too many calls at once, which no other runner has.
package struct PublishedDocument: Sendable {
    package let document: JSONValue

    /// - Throws: `WorkflowError` with code `unregistered-task`; its faults name every function that has no ARN.
    package init(_ machine: StateMachine, functions: [String: String]) throws {
        let missing = machine.functions.filter { functions[$0.name] == nil }.map(\.name).sorted()
        guard missing.isEmpty else {
            throw WorkflowError(
                .unregisteredTask,
                "The workflow calls functions whose ARNs are not known: \(missing.joined(separator: ", ")).",
                faults: missing.map { DocumentFault(.invalid, at: "function '\($0)'", "Its ARN is not known.") })
        }
        document = Self.machine(machine.document, functions)
    }

    private static func machine(_ document: JSONValue, _ functions: [String: String]) -> JSONValue {
        guard var machine = document.objectValue, let states = machine["States"]?.objectValue else { return document }
        machine["States"] = .object(
            JSONObject(states.entries.map { .init(key: $0.key, value: state($0.value, functions)) }))
        return .object(machine)
    }

    private static func state(_ value: JSONValue, _ functions: [String: String]) -> JSONValue {
        guard var state = value.objectValue else { return value }
        if let branches = state["Branches"]?.arrayValue {
            state["Branches"] = .array(branches.map { machine($0, functions) })
        }
        for part in ["ItemProcessor", "Iterator"] {
            if let inner = state[part] { state[part] = machine(inner, functions) }
        }
        if state["Type"] == "Task" { call(&state, functions) }
        return .object(state)
    }

    private static func call(_ state: inout JSONObject, _ functions: [String: String]) {
        if let resource = state["Resource"]?.stringValue, let arn = arn(resource, functions) {
            state["Resource"] = .string(arn)
        }
        if var parameters = state["Parameters"]?.objectValue {
            if let name = parameters["FunctionName"]?.stringValue, let arn = arn(name, functions) {
                parameters["FunctionName"] = .string(arn)
            }
            if var payload = parameters["Payload"]?.objectValue, payload["task"] != nil, payload["context"] == nil {
                payload["context"] = TaskContext.template
                parameters["Payload"] = .object(payload)
            }
            state["Parameters"] = .object(parameters)
        }
        let retriers = state["Retry"]?.arrayValue ?? []
        let named = Set(retriers.flatMap { $0["ErrorEquals"]?.arrayValue ?? [] }.compactMap(\.stringValue))
        if named.isDisjoint(with: faults) { state["Retry"] = .array([retrier] + retriers) }
    }

    /// Of a function's name or ARN. A qualifier of the document's own is kept.
    private static func arn(_ text: String, _ functions: [String: String]) -> String? {
        guard let name = FunctionName(parsing: text), let arn = functions[name.name] else { return nil }
        guard let qualifier = name.qualifier else { return arn }
        return arn.split(separator: ":").prefix(7).joined(separator: ":") + ":" + qualifier
    }

    /// What Lambda fails with by itself, and may not fail with a moment later.
    private static let faults = [
        "Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException",
        "Lambda.TooManyRequestsException",
    ]

    /// Where a crowd comes and functions may not be as many at once, an execution waits for its turn: for some two hours and a
    /// half. With less patience a crowd would end as failures that are nobody's fault.
    private static let retrier: JSONValue = [
        "ErrorEquals": .array(faults.map { .string($0) }), "IntervalSeconds": 1, "MaxAttempts": 300,
        "BackoffRate": 2.0, "MaxDelaySeconds": 60, "JitterStrategy": "FULL",
    ]
}
