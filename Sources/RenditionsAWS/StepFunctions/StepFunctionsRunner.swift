package import AWSClient
public import RenditionsWorkflow

/// Carries workflows out on Step Functions. Tasks are carried out by functions of Lambda, as `RenditionsLambda` has them.
///
/// ```swift
/// let runner = try StepFunctionsRunner(
///     account: account,
///     configuration: .init(
///         machines: "arn:aws:states:eu-central-1:123456789012:stateMachine:renditions-", role: roleARN,
///         functions: [TaskRegistry.tasksFunction: functionARN]))
/// ```
///
/// A workflow that is started for the first time is published first, as a version of its own, and an execution carries out
/// the version that it was started with. Where something else publishes, as a deployment does, leave the role out.
///
/// Ending an execution does not end the functions that run for it: Lambda lets them come to their end, and their results
/// count for nothing. Names are taken for 90 days after an execution has ended, as long as Step Functions remembers it.
public final class StepFunctionsRunner: WorkflowRunner {
    let calls: MachineCalls
    let names: MachineNames
    let configuration: Configuration
    let timing: Timing
    let labels = VersionLabels()
    let fresh = FreshExecutions()
    private let publisher: MachinePublisher?
    private let limits = ExecutionLimits()

    /// - Throws: `WorkflowError` with code `invalid-request` for an ARN or an endpoint that is not usable.
    public convenience init(account: AWSAccount, configuration: Configuration) throws {
        do {
            try self.init(
                client: account.services.client(of: .stepFunctions), configuration: configuration,
                timing: account.services.timing)
        } catch let error as AWSError {
            throw error.workflowError
        }
    }

    package init(client: AWSServiceClient, configuration: Configuration, timing: Timing = .system) throws {
        calls = MachineCalls(client: client)
        names = try MachineNames(configuration.machines)
        self.configuration = configuration
        self.timing = timing
        publisher = configuration.role.map { [calls, names] role in
            MachinePublisher(calls: calls, names: names, role: role, configuration: configuration)
        }
    }

    /// Brings a workflow to Step Functions: makes its machine or changes it, publishes a version, and has the alias lead to it.
    /// Where all of that is as it is to be, nothing is sent but questions.
    ///
    /// - Throws: `WorkflowError` with codes `invalid-request` (there is no role, or a permission is missing),
    ///   `unregistered-task` (a function's ARN is not known), `invalid-document`, `unavailable`.
    public func publish(_ machine: StateMachine, as workflow: String) async throws -> PublishedMachine {
        guard let publisher else {
            throw WorkflowError(.invalidRequest, "Machines are published by others. Set a role to publish them here.")
        }
        return try await publisher.publish(machine, as: workflow)
    }

    public func start(_ request: StartRequest) async throws -> ExecutionDescription {
        // Which functions there are is looked at when they are replaced by their ARNs.
        var anything = TaskRegistry()
        anything.unknownFunctions = .fail
        let identity = try request.validated(against: anything, limits: limits) { .random(in: .min ... .max) }
        _ = try names.name(of: identity.workflow)
        do {
            let reply = try await begin(request, as: identity)
            fresh.add(identity, at: timing.now())
            // For a moment it may not be known yet.
            return try await find(identity)
                ?? ExecutionDescription(
                    identity: identity, status: .running, input: request.input, outcome: nil,
                    startedAt: .init(stepFunctions: reply["startDate"]) ?? timing.now(), endedAt: nil, redrives: 0,
                    fingerprint: request.machine.fingerprint)
        } catch let error as WorkflowError where error.code == .nameTaken {
            guard let found = try await find(identity), found.input == request.input else { throw error }
            return found
        }
    }

    private func begin(_ request: StartRequest, as identity: ExecutionIdentity) async throws -> JSONValue {
        func start(_ target: String) async throws -> JSONValue {
            try await calls(
                "StartExecution",
                [
                    "stateMachineArn": .string(target), "name": .string(identity.name),
                    // Sorted, since a name is joined by the same text alone.
                    "input": .string(request.input.canonicalJSON),
                ])
        }
        guard let publisher else {
            return try await start(names.machine(identity.workflow) + (configuration.alias.map { ":" + $0 } ?? ""))
        }
        let version = try await publisher.version(of: request.machine, as: identity.workflow).version
        do {
            return try await start(version)
        } catch let error as WorkflowError where error.code == .notFound {
            // Somebody has deleted what this process remembers.
            await publisher.forget(version)
            return try await start(publisher.version(of: request.machine, as: identity.workflow).version)
        }
    }

    public func describe(_ execution: ExecutionIdentity) async throws -> ExecutionDescription {
        try await whenKnown(execution) {
            guard let found = try await find(execution) else { throw Self.unknown }
            return found
        }
    }

    public func outcome(of execution: ExecutionIdentity) async throws -> ExecutionOutcome {
        var pause = Duration.milliseconds(50)
        while true {
            if let outcome = try await describe(execution).outcome { return outcome }
            try await rest(&pause)
        }
    }

    public func cancel(_ execution: ExecutionIdentity, error: String?, cause: String?) async throws {
        guard try await describe(execution).status == .running else {
            throw WorkflowError(.wrongState, "The execution has ended.")
        }
        var input: JSONObject = ["executionArn": .string(names.execution(execution))]
        // What is longer would be refused, and the execution go on.
        input["error"] = error.map { .string(String($0.unicodeScalars.prefix(256))) }
        input["cause"] = cause.map { .string(String($0.unicodeScalars.prefix(32_768))) }
        let call = JSONValue.object(input)
        _ = try await whenKnown(execution) { try await calls("StopExecution", call) }
    }

    public func redrive(_ execution: ExecutionIdentity) async throws -> ExecutionDescription {
        let before = try await describe(execution)
        guard before.status != .running, before.status != .succeeded else {
            throw WorkflowError(.wrongState, "Only an execution that has ended without success can be redriven.")
        }
        // The same token for a call that is made again, so that none is redriven twice.
        _ = try await calls(
            "RedriveExecution",
            [
                "executionArn": .string(names.execution(execution)),
                "clientToken": .string(String(UInt64.random(in: .min ... .max), radix: 36)),
            ])
        return try await afterRedrive(before)
    }

    static let unknown = WorkflowError(.notFound, "There is no such execution.")

    /// Waits a little, and longer the next time.
    func rest(_ pause: inout Duration) async throws {
        try await timing.clock.sleep(for: min(pause, configuration.pollInterval))
        pause = min(pause * 1.5, configuration.pollInterval)
    }
}
