internal import AWSClient
internal import RenditionsWorkflow

/// Looks at the rule of EventBridge that sends what happens to originals to the queue.
struct RuleCheckup: Sendable {
    let names: MachineNames
    /// Of the originals.
    let bucket: String
    /// Calls of EventBridge.
    let calls: JSONCalls

    private var rule: JSONValue { .string(names.name("originals")) }

    /// - Throws: `CancellationError`.
    func examine() async throws -> DeploymentFinding {
        let subject = "rule \(names.name("originals"))"
        do {
            let (verdict, text) = try await judge()
            return DeploymentFinding(subject, .rule, verdict, text)
        } catch let error as AWSError {
            let missing = "There is no such rule: nobody hears of originals that come or go. Deploy it."
            return DeploymentFinding(subject, .rule, error, missing: missing)
        }
    }

    private func judge() async throws -> (DeploymentFinding.Verdict, String) {
        let found = try await calls("DescribeRule", ["Name": rule])
        guard found["State"]?.stringValue != "DISABLED" else {
            let name = names.name("originals")
            return (
                .failed,
                "It is disabled: nobody hears of originals that come or go. Enable it: aws events enable-rule --name \(name)"
            )
        }
        guard let pattern = found["EventPattern"]?.parsed else {
            return (.failed, "It has no pattern: it takes no events. Deploy it anew.")
        }
        let (anyKey, keys) = Self.withoutKeys(pattern)
        var heldBack: [Happening] = []
        for happening in Happening.all {
            if try await !passes(happening, anyKey) { heldBack.append(happening) }
        }
        guard heldBack.isEmpty else {
            let list = heldBack.map { "\($0.kind) by \($0.reason)" }.joined(separator: ", ")
            return (.failed, "Its pattern holds back events of the bucket \(bucket): \(list). Deploy it anew.")
        }
        let targets = try await calls("ListTargetsByRule", ["Rule": rule])["Targets"]?.arrayValue ?? []
        guard let target = targets.first(where: { $0["Arn"]?.stringValue == names.queue("ingest") }) else {
            return (.failed, "It does not send to the queue \(names.name("ingest")). Deploy it anew.")
        }
        guard target["DeadLetterConfig"]?["Arn"]?.stringValue == names.queue("events-dead") else {
            let dead = names.name("events-dead")
            return (
                .warning, "An event that can't be sent is not kept in \(dead), and is lost after a day. Deploy it anew."
            )
        }
        let which = keys.map { ", of keys like \($0.json)" } ?? ""
        return (.fine, "sends what comes and goes to the queue \(names.name("ingest"))\(which)")
    }

    /// Something that happens to an original.
    private struct Happening {
        var kind: String
        var reason: String
        var deletion: String?

        static let all = [
            Happening(kind: "Object Created", reason: "PutObject"),
            Happening(kind: "Object Created", reason: "CompleteMultipartUpload"),
            Happening(kind: "Object Deleted", reason: "DeleteObject", deletion: "Delete Marker Created"),
        ]
    }

    /// Asks EventBridge itself, which alone knows all that a pattern may say.
    private func passes(_ happening: Happening, _ pattern: JSONValue) async throws -> Bool {
        var detail: JSONObject = [
            "version": "0", "bucket": ["name": .string(bucket)],
            "object": [
                "key": "original.jpg", "size": 1, "etag": "0cc175b9c0f1b6a831c399e269772661", "sequencer": "00",
            ],
            "request-id": "0", "requester": .string(names.account), "source-ip-address": "127.0.0.1",
            "reason": .string(happening.reason),
        ]
        detail["deletion-type"] = happening.deletion.map { .string($0) }
        let event: JSONValue = [
            "version": "0", "id": "00000000-0000-0000-0000-000000000000", "detail-type": .string(happening.kind),
            "source": "aws.s3", "account": .string(names.account), "time": "2025-01-01T00:00:00Z",
            "region": .string(names.region), "resources": [.string("arn:\(names.partition):s3:::\(bucket)")],
            "detail": .object(detail),
        ]
        let reply = try await calls(
            "TestEventPattern", ["EventPattern": .string(pattern.json), "Event": .string(event.json)])
        return reply["Result"]?.boolValue == true
    }

    /// A deployment may take some keys alone: what the pattern asks of them is told, and not asked.
    private static func withoutKeys(_ pattern: JSONValue) -> (pattern: JSONValue, keys: JSONValue?) {
        guard var whole = pattern.objectValue, var detail = whole["detail"]?.objectValue,
            var object = detail["object"]?.objectValue, let keys = object["key"]
        else { return (pattern, nil) }
        object["key"] = [["exists": true]]
        detail["object"] = .object(object)
        whole["detail"] = .object(detail)
        return (.object(whole), keys)
    }
}
