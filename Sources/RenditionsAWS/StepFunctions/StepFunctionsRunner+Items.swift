public import RenditionsWorkflow

extension StepFunctionsRunner {
    /// What a role must be allowed to follow the items of distributed maps: the first on executions, the second on map runs.
    package static let itemPermissions = ["states:ListMapRuns", "states:DescribeMapRun"]

    /// How far the distributed maps of an execution are, all of them together.
    ///
    /// - Throws: `WorkflowError` with codes `not-found`, `invalid-request`, `unavailable`.
    public func items(of execution: ExecutionIdentity) async throws -> ItemCounts {
        var counts = ItemCounts()
        for run in try await mapRuns(of: execution) {
            let found = try await calls("DescribeMapRun", ["mapRunArn": .string(run)])["itemCounts"]
            func count(_ names: String...) -> Int {
                names.reduce(0) { $0 + (found?[$1]?.integerValue ?? 0) }
            }
            counts.total += count("total")
            counts.succeeded += count("succeeded")
            counts.failed += count("failed", "timedOut", "aborted")
        }
        return counts
    }

    func mapRuns(of execution: ExecutionIdentity) async throws -> [String] {
        var input: JSONObject = ["executionArn": .string(names.execution(execution))]
        var runs: [String] = []
        while true {
            let reply = try await calls("ListMapRuns", .object(input))
            runs += (reply["mapRuns"]?.arrayValue ?? []).compactMap { $0["mapRunArn"]?.stringValue }
            guard let next = reply["nextToken"] else { return runs }
            input["nextToken"] = next
        }
    }
}
