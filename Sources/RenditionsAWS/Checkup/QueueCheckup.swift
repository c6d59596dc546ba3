internal import AWSClient
internal import RenditionsWorkflow

/// Looks at the queue of what happens to originals, and at those of what was given up.
struct QueueCheckup: Sendable {
    /// What was given up, by the names that its queues have.
    private enum GivenUp: String, CaseIterable {
        case events
        case ingest
        case tasks
        case api

        /// The end of the queue's name, behind the deployment's.
        var queue: String { rawValue + "-dead" }
    }

    let names: MachineNames
    /// Calls of SQS.
    let calls: JSONCalls

    /// - Throws: `CancellationError`.
    func examine() async throws -> [DeploymentFinding] {
        var findings = [try await events()]
        for givenUp in GivenUp.allCases { findings.append(try await examine(givenUp)) }
        return findings
    }

    /// The queue on the way from the bucket to the function.
    private func events() async throws -> DeploymentFinding {
        let dead = GivenUp.ingest.queue
        return try await look("ingest", .queue) { attributes in
            let policy = attributes["RedrivePolicy"]?.parsed
            guard policy?["deadLetterTargetArn"]?.stringValue == names.queue(dead) else {
                return (
                    .warning,
                    "An event that fails again and again is not given up to \(names.name(dead)), and is lost in the end. "
                        + "Deploy it anew."
                )
            }
            let attempts = policy?["maxReceiveCount"].map { $0.stringValue ?? $0.json } ?? "some"
            return (.fine, "there, and gives an event up after \(attempts) attempts")
        }
    }

    private func examine(_ givenUp: GivenUp) async throws -> DeploymentFinding {
        try await look(givenUp.queue, .deadLetters) { attributes in
            let count = Self.counts.compactMap { attributes[$0]?.stringValue.flatMap { Int($0) } }.reduce(0, +)
            return count == 0 ? (.fine, "there, and empty") : (.warning, "Messages in it: \(count). \(advice(givenUp))")
        }
    }

    private func advice(_ givenUp: GivenUp) -> String {
        switch givenUp {
        case .events:
            "EventBridge could not send these events to \(names.name("ingest")). When the reason is gone, send them there."
        case .ingest:
            "These events failed again and again. When the reason is gone, move them back: aws sqs "
                + "start-message-move-task --source-arn \(names.queue(givenUp.queue))"
        case .tasks, .api:
            "These invocations failed, and nobody waited for them. Nothing of the deployment makes such: look who did, "
                + "and delete them."
        }
    }

    /// Those that may be read, that somebody has read, and that are held back.
    private static let counts = [
        "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed",
    ]

    private func look(
        _ name: String, _ check: DeploymentFinding.Check, _ judge: (JSONValue) -> (DeploymentFinding.Verdict, String)
    ) async throws -> DeploymentFinding {
        let subject = "queue \(names.name(name))"
        do {
            let found = try await calls(
                "GetQueueUrl",
                ["QueueName": .string(names.name(name)), "QueueOwnerAWSAccountId": .string(names.account)])
            let attributes = (Self.counts + ["RedrivePolicy"]).map { JSONValue.string($0) }
            let reply = try await calls(
                "GetQueueAttributes", ["QueueUrl": found["QueueUrl"] ?? "", "AttributeNames": .array(attributes)])
            let (verdict, text) = judge(reply["Attributes"] ?? [:])
            return DeploymentFinding(subject, check, verdict, text)
        } catch let error as AWSError {
            return DeploymentFinding(subject, check, error, missing: "There is no such queue. Deploy it.")
        }
    }
}
