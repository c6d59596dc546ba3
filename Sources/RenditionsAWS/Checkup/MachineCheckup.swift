internal import RenditionsWorkflow

/// Looks at a workflow on Step Functions: whether it is there, and whether what is started is this document.
struct MachineCheckup: Sendable {
    let workflow: String
    let machine: StateMachine
    let names: MachineNames
    let calls: MachineCalls

    /// - Returns: the function that carries tasks out, where the document that was found names one.
    /// - Throws: `CancellationError`.
    func examine() async throws -> (DeploymentFinding, function: String?) {
        do {
            let name = try names.name(of: workflow)
            guard let version = try await version() else {
                return (
                    finding(
                        .failed,
                        "There is no state machine \(name) with an alias \(Self.alias). Deploy it, or set "
                            + "\(DeploymentSettings.machines)."), nil
                )
            }
            let found = try await calls.find("DescribeStateMachine", ["stateMachineArn": .string(version)])
            guard let document = found?["definition"]?.parsed else {
                return (
                    finding(.failed, "The alias \(Self.alias) leads to a version that is gone. Deploy it anew."), nil
                )
            }
            return judge(document, version)
        } catch let error as WorkflowError {
            return (finding(.failed, error.message), nil)
        }
    }

    private static let alias = "live"

    /// What the alias leads to.
    private func version() async throws -> String? {
        let arn = names.machine(workflow) + ":" + Self.alias
        let found = try await calls.find("DescribeStateMachineAlias", ["stateMachineAliasArn": .string(arn)])
        return found?["routingConfiguration"]?[0]?["stateMachineVersionArn"]?.stringValue
    }

    private func judge(_ document: JSONValue, _ version: String) -> (DeploymentFinding, function: String?) {
        let function = Self.function(in: document)
        let wanted = try? PublishedDocument(
            machine, functions: [TaskRegistry.tasksFunction: function ?? TaskRegistry.tasksFunction]
        ).document
        let number = version.split(separator: ":").last.map(String.init) ?? ""
        guard document == wanted else {
            return (
                finding(
                    .failed,
                    "Version \(number) carries out another document than this one. Deploy it anew, with what `renditions deploy "
                        + "document` prints."), function
            )
        }
        return (finding(.fine, "version \(number), with this document"), function)
    }

    /// The first function that is called.
    private static func function(in document: JSONValue) -> String? {
        if let name = document["FunctionName"]?.stringValue { return name }
        let parts = document.objectValue?.entries.map(\.value) ?? document.arrayValue ?? []
        return parts.lazy.compactMap { function(in: $0) }.first
    }

    private func finding(_ verdict: DeploymentFinding.Verdict, _ text: String) -> DeploymentFinding {
        DeploymentFinding("workflow \(workflow)", .workflow, verdict, text)
    }
}
