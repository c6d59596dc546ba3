internal import AWSClient
internal import RenditionsWorkflow

/// Brings workflows to Step Functions, and remembers what it has brought.
actor MachinePublisher {
    private struct Wanted: Hashable {
        var workflow: String
        var fingerprint: String
    }

    private let calls: MachineCalls
    private let names: MachineNames
    private let role: String
    private let configuration: StepFunctionsRunner.Configuration
    private var published: [Wanted: Task<PublishedMachine, any Error>] = [:]

    init(
        calls: MachineCalls, names: MachineNames, role: String, configuration: StepFunctionsRunner.Configuration
    ) {
        self.calls = calls
        self.names = names
        self.role = role
        self.configuration = configuration
    }

    /// The version that carries a document out. One that is there already is taken, whichever document the machine has by now,
    /// and the alias stays where it leads: another release may have moved both on. Whoever asks while it is being published
    /// waits for the same.
    func version(of machine: StateMachine, as workflow: String) async throws -> PublishedMachine {
        let wanted = Wanted(workflow: workflow, fingerprint: machine.fingerprint)
        // A task of its own, so that who gives up takes it from nobody.
        let task = published[wanted] ?? Task { try await findOrBring(machine, as: workflow) }
        published[wanted] = task
        do {
            return try await task.value
        } catch {
            // Another may have begun anew meanwhile.
            if published[wanted] == task { published[wanted] = nil }
            throw error
        }
    }

    /// Forgets a version that turned out to be gone.
    func forget(_ version: String) async {
        for (wanted, task) in published {
            guard case .success(let known) = await task.result, known.version == version else { continue }
            if published[wanted] == task { published[wanted] = nil }
        }
    }

    private func findOrBring(_ machine: StateMachine, as workflow: String) async throws -> PublishedMachine {
        let wanted = try version(machine)
        if let version = try await version(of: names.machine(workflow), like: wanted) {
            return PublishedMachine(version: version, change: .none)
        }
        let result = try await bring(wanted, to: workflow)
        if result.change == .created, let alias = configuration.alias {
            _ = try await lead(alias, of: workflow, to: result.version)
        }
        return result
    }

    /// Looks at what is there, and changes what differs.
    func publish(_ machine: StateMachine, as workflow: String) async throws -> PublishedMachine {
        var result = try await bring(version(machine), to: workflow)
        if let alias = configuration.alias, try await lead(alias, of: workflow, to: result.version) {
            result.change = max(result.change, .aliased)
        }
        return result
    }

    /// What a version is to be.
    private struct Version {
        var document: JSONValue
        var label: String
    }

    private func version(_ machine: StateMachine) throws -> Version {
        Version(
            document: try PublishedDocument(machine, functions: configuration.functions).document,
            label: PublishedMachine.label(machine.fingerprint))
    }

    /// How often the machine is looked at anew because others change it at the same time.
    private static let looks = 4

    private func bring(_ wanted: Version, to workflow: String) async throws -> PublishedMachine {
        for _ in 1..<Self.looks {
            do {
                return try await bringOnce(wanted, to: workflow)
            } catch let error as WorkflowError where (error.cause as? AWSError)?.serviceCode == "ConflictException" {
                // What is there by now may be what is wanted: twenty processes of one release all bring the same.
                continue
            }
        }
        return try await bringOnce(wanted, to: workflow)
    }

    private func bringOnce(_ wanted: Version, to workflow: String) async throws -> PublishedMachine {
        let arn = names.machine(workflow)
        var fields: JSONObject = [
            "definition": .string(wanted.document.json), "roleArn": .string(role),
        ]
        fields["tracingConfiguration"] = configuration.isTraced.map { ["enabled": .bool($0)] }
        guard let found = try await calls.find("DescribeStateMachine", ["stateMachineArn": .string(arn)]) else {
            fields["name"] = .string(try names.name(of: workflow))
            fields["type"] = "STANDARD"
            _ = try await calls("CreateStateMachine", .object(fields))
            return PublishedMachine(version: try await newVersion(arn, wanted.label, of: nil), change: .created)
        }
        if !isSame(found, wanted.document) {
            fields["stateMachineArn"] = .string(arn)
            let reply = try await calls("UpdateStateMachine", .object(fields))
            return PublishedMachine(version: try await newVersion(arn, wanted.label, of: reply), change: .updated)
        }
        if let version = try await version(of: arn, like: wanted) {
            return PublishedMachine(version: version, change: .none)
        }
        return PublishedMachine(version: try await newVersion(arn, wanted.label, of: found), change: .versioned)
    }

    private func isSame(_ found: JSONValue, _ document: JSONValue) -> Bool {
        let isTraced = found["tracingConfiguration"]?["enabled"]?.boolValue ?? false
        return isDocument(found, document) && isTraced == configuration.isTraced ?? isTraced
    }

    private func isDocument(_ found: JSONValue, _ document: JSONValue) -> Bool {
        guard let text = found["definition"]?.stringValue, let other = try? JSONValue(json: text) else { return false }
        return other == document && found["roleArn"]?.stringValue == role
    }

    /// - Parameter state: of the machine as it is to be published; nil for one that was just made. Where another process has
    ///   changed it meanwhile, nothing is published: the version would say that it is of a document that it is not of.
    private func newVersion(_ arn: String, _ label: String, of state: JSONValue?) async throws -> String {
        let revision = state?["revisionId"]?.stringValue ?? "INITIAL"
        let reply = try await calls(
            "PublishStateMachineVersion",
            ["stateMachineArn": .string(arn), "description": .string(label), "revisionId": .string(revision)])
        guard let version = reply["stateMachineVersionArn"]?.stringValue else {
            throw WorkflowError(.unavailable, "Step Functions did not say which version it has published.")
        }
        return version
    }

    /// The newest of the versions that are as is wanted. They come newest first.
    private func version(of arn: String, like wanted: Version) async throws -> String? {
        var input: JSONObject = ["stateMachineArn": .string(arn), "maxResults": 100]
        while let reply = try await calls.find("ListStateMachineVersions", .object(input)) {
            let versions = (reply["stateMachineVersions"]?.arrayValue ?? [])
                .compactMap { $0["stateMachineVersionArn"]?.stringValue }
            for version in versions {
                if let found = try await calls.find("DescribeStateMachine", ["stateMachineArn": .string(version)]),
                    isDocument(found, wanted.document)
                {
                    return version
                }
            }
            guard let next = reply["nextToken"] else { return nil }
            input["nextToken"] = next
        }
        return nil
    }

    /// - Returns: whether anything was changed.
    private func lead(_ alias: String, of workflow: String, to version: String) async throws -> Bool {
        let arn = names.machine(workflow) + ":" + alias
        let routing: JSONValue = [["stateMachineVersionArn": .string(version), "weight": 100]]
        guard let found = try await calls.find("DescribeStateMachineAlias", ["stateMachineAliasArn": .string(arn)])
        else {
            _ = try await calls("CreateStateMachineAlias", ["name": .string(alias), "routingConfiguration": routing])
            return true
        }
        if found["routingConfiguration"] == routing { return false }
        _ = try await calls(
            "UpdateStateMachineAlias", ["stateMachineAliasArn": .string(arn), "routingConfiguration": routing])
        return true
    }
}
