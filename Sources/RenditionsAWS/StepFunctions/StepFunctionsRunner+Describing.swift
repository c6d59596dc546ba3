internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension StepFunctionsRunner {
    /// Nil where there is no such execution.
    func find(_ identity: ExecutionIdentity) async throws -> ExecutionDescription? {
        let arn = names.execution(identity)
        guard let found = try await calls.find("DescribeExecution", ["executionArn": .string(arn)]) else { return nil }
        guard let status = found["status"]?.stringValue.flatMap(Self.status),
            let startedAt = Date(stepFunctions: found["startDate"])
        else { throw WorkflowError(.corrupt, "What Step Functions says of an execution can't be read.") }
        let outcome = outcome(status, found)
        return ExecutionDescription(
            identity: identity, status: status, input: found["input"]?.parsed ?? .null, outcome: outcome,
            startedAt: startedAt, endedAt: outcome == nil ? nil : Date(stepFunctions: found["stopDate"]) ?? startedAt,
            redrives: found["redriveCount"]?.integerValue ?? 0, fingerprint: try await fingerprint(found, arn))
    }

    private func outcome(_ status: ExecutionStatus, _ found: JSONValue) -> ExecutionOutcome? {
        let (error, cause) = (found["error"]?.stringValue, found["cause"]?.stringValue)
        return switch status {
        case .running: nil
        case .succeeded: .succeeded(found["output"]?.parsed ?? .null)
        case .failed: .failed(error: error, cause: cause)
        case .timedOut: .timedOut
        case .aborted: .aborted(error: error, cause: cause)
        }
    }

    /// One that waits for its redrive is on its way.
    private static func status(_ text: String) -> ExecutionStatus? {
        text == "PENDING_REDRIVE" ? .running : ExecutionStatus(rawValue: text)
    }

    private func fingerprint(_ found: JSONValue, _ arn: String) async throws -> String {
        if let version = found["stateMachineVersionArn"]?.stringValue,
            let fingerprint = try await labels.fingerprint(of: version, calls)
        {
            return fingerprint
        }
        let machine = try await calls.find("DescribeStateMachineForExecution", ["executionArn": .string(arn)])
        return VersionLabels.fingerprint(machine?["definition"])
    }
}
