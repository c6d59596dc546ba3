internal import RenditionsWorkflow

/// What workflows and executions are called on Step Functions.
struct MachineNames: Hashable, Sendable {
    /// What the ARNs of all machines begin with, a part of the name included.
    let machines: String
    /// The same of executions.
    private let executions: String
    /// What the ARNs of functions begin with that belong to the same deployment.
    private let functions: String
    /// What the ARNs of queues begin with that belong to the same deployment.
    private let queues: String
    /// The part of the name.
    private let prefix: String
    /// As in `aws`.
    let partition: String
    let region: String
    let account: String

    /// - Parameter machines: as in `arn:aws:states:eu-central-1:123456789012:stateMachine:renditions-`.
    /// - Throws: `WorkflowError` with code `invalid-request`.
    init(_ machines: String) throws {
        let parts = machines.split(separator: ":", maxSplits: 6, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 7, parts[0] == "arn", parts[2] == "states", parts[5] == "stateMachine",
            !parts[3].isEmpty, !parts[4].isEmpty, !parts[6].contains(":")
        else {
            throw WorkflowError(
                .invalidRequest,
                "What state machines are called must begin like the ARN of one: "
                    + "arn:aws:states:eu-central-1:123456789012:stateMachine:renditions-")
        }
        self.machines = machines
        prefix = parts[6]
        (partition, region, account) = (parts[1], parts[3], parts[4])
        functions = (parts[0..<2] + ["lambda"] + parts[3..<5] + ["function", prefix]).joined(separator: ":")
        queues = (parts[0..<2] + ["sqs"] + parts[3..<5] + [prefix]).joined(separator: ":")
        executions = (parts[0..<5] + ["execution", prefix]).joined(separator: ":")
    }

    /// - Throws: `WorkflowError` with code `invalid-request` for a name that is too long.
    func name(of workflow: String) throws -> String {
        let name = prefix + workflow
        guard name.unicodeScalars.count <= 80 else {
            throw WorkflowError(
                .invalidRequest, "A state machine's name has at most 80 characters, and '\(name)' has more.")
        }
        return name
    }

    func machine(_ workflow: String) -> String { machines + workflow }

    /// What something else is called that is named like the machines: a function, a queue, a rule.
    func name(_ name: String) -> String { prefix + name }

    /// The ARN of a function that is named like the machines.
    func function(_ name: String) -> String { functions + name }

    /// The ARN of a queue that is named like the machines.
    func queue(_ name: String) -> String { queues + name }

    func execution(_ identity: ExecutionIdentity) -> String { "\(executions)\(identity.workflow):\(identity.name)" }

    /// Nil for a machine that is none of these.
    func workflow(ofMachine arn: String) -> String? {
        guard arn.hasPrefix(machines) else { return nil }
        let workflow = arn.dropFirst(machines.count)
        return workflow.isEmpty || workflow.contains(":") ? nil : String(workflow)
    }

    /// Nil for an execution of another machine, and for one of an item of a distributed map.
    func identity(ofExecution arn: String) -> ExecutionIdentity? {
        guard arn.hasPrefix(executions) else { return nil }
        let parts = arn.dropFirst(executions.count).split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[0].contains("/") else { return nil }
        return ExecutionIdentity(workflow: String(parts[0]), name: String(parts[1]))
    }
}
