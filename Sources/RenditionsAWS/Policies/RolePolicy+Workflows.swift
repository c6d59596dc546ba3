internal import Renditions
package import RenditionsWorkflow

extension RolePolicy {
    /// Of the role that state machines have: to call the functions that their documents name, whichever version of them.
    ///
    /// Where a document has distributed maps, machines begin executions of their own, list the originals, and write down what came
    /// of each.
    ///
    /// - Parameters:
    ///   - workflows: documents by their names.
    ///   - functions: what the documents' functions are called in the deployment.
    /// - Throws: `WorkflowError` with code `unregistered-task` for a document that calls another function.
    package init(
        workflows: [(name: String, machine: StateMachine)],
        functions: [String: String] = [TaskRegistry.tasksFunction: "tasks"],
        at places: DeployedPlaces
    ) throws {
        let called = Set(workflows.flatMap { $0.machine.functions.map(\.name) }).sorted()
        if let unknown = called.first(where: { functions[$0] == nil }) {
            throw WorkflowError(
                .unregisteredTask,
                "A workflow calls the function '\(unknown)', which is none of the deployment's. Tasks are behind "
                    + "'\(TaskRegistry.tasksFunction)'.")
        }
        let calls = PolicyStatement(
            "CarryOutTasks", called.isEmpty ? [] : ["lambda:InvokeFunction"],
            on: called.compactMap { functions[$0] }.map(places.versions))
        self.init([calls] + Self.maps(workflows, places) + Self.always)
    }

    private static func maps(
        _ workflows: [(name: String, machine: StateMachine)], _ places: DeployedPlaces
    ) -> [PolicyStatement] {
        let distributed = workflows.filter { $0.machine.hasDistributedMaps }.map { $0.name }
        func allowed(_ actions: String..., if isWanted: (StateMachine) -> Bool = { _ in true }) -> [String] {
            workflows.contains { isWanted($0.machine) } ? actions : []
        }
        guard !distributed.isEmpty else { return [] }
        return [
            PolicyStatement("BeginItems", ["states:StartExecution"], on: distributed.map(places.machine)),
            PolicyStatement(
                "FollowItems", ["states:DescribeExecution", "states:RedriveExecution", "states:StopExecution"],
                on: distributed.map(places.items)),
            PolicyStatement(
                "ListOriginals", allowed("s3:ListBucket", if: \.listsObjects), on: [places.originals],
                listing: places.keys(of: .originals)),
            PolicyStatement(
                "WriteResults",
                allowed(
                    "s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject",
                    if: \.writesResults),
                on: [places.results]),
        ]
    }

    /// Actions that know no resources.
    private static let always: [PolicyStatement] = [
        PolicyStatement(
            "DeliverLogs",
            [
                "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeLogGroups",
                "logs:DescribeResourcePolicies", "logs:GetLogDelivery", "logs:ListLogDeliveries",
                "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
            ], on: ["*"]),
        PolicyStatement(
            "Trace",
            [
                "xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords",
                "xray:PutTraceSegments",
            ], on: ["*"]),
    ]
}
