internal import AWSClient
internal import RenditionsWorkflow

/// Looks whether the function that begins workflows reads the queue of what happens to originals.
struct EventSourceCheckup: Sendable {
    let names: MachineNames
    let calls: FunctionCalls

    /// - Throws: `CancellationError`.
    func examine() async throws -> DeploymentFinding {
        let name = names.name("ingest")
        func finding(_ verdict: DeploymentFinding.Verdict, _ text: String) -> DeploymentFinding {
            DeploymentFinding("function \(name)", .eventSource, verdict, text)
        }
        let missing = "It does not read the queue \(name): it has no event source mapping of it. Deploy it anew."
        do {
            guard let mapping = try await calls.mapping(of: names.function("ingest"), to: names.queue("ingest")) else {
                return finding(.failed, missing)
            }
            let number = mapping["UUID"]?.stringValue ?? ""
            if let state = mapping["State"]?.stringValue, ["Disabled", "Disabling", "Deleting"].contains(state) {
                return finding(
                    .failed,
                    "It does not read the queue \(name): its event source mapping is \(state.lowercased()). Enable it: "
                        + "aws lambda update-event-source-mapping --enabled --uuid \(number)")
            }
            guard mapping["FunctionResponseTypes"]?.arrayValue?.contains("ReportBatchItemFailures") == true else {
                return finding(
                    .failed,
                    "Events of a batch that failed in part count as done. Switch on ReportBatchItemFailures: aws lambda "
                        + "update-event-source-mapping --function-response-types ReportBatchItemFailures --uuid \(number)"
                )
            }
            return finding(.fine, "reads the queue \(name), and tells which events of a batch failed")
        } catch let error as AWSError {
            return DeploymentFinding("function \(name)", .eventSource, error, missing: missing)
        }
    }
}
