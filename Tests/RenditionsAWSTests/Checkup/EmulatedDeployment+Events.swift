import AWSClient
import AWSServers
import NIOCore
import NIOHTTP1
import RenditionsWorkflow

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The way of what happens to originals: a rule, a queue, a function that reads it, and queues for what was given up.
extension EmulatedDeployment {
    static let deadLetters = ["events", "ingest", "tasks", "api"]

    private struct Ignored: Decodable, Sendable {}
    private struct QueueReply: Decodable, Sendable { var QueueUrl: String }
    private struct MappingReply: Decodable, Sendable { var UUID: String }

    /// - Returns: the mapping's ID.
    func makeEvents() async throws -> String {
        for name in Self.deadLetters { try await makeQueue("\(name)-dead") }
        try await makeQueue("ingest")
        try await giveUp(to: "ingest-dead")
        try await putRule()
        try await putTarget("ingest")
        return try await makeMapping()
    }

    private func queueARN(_ name: String) -> String {
        "arn:aws:sqs:\(AWSServer.region):\(machines.account.account):test-\(name)"
    }

    private func askQueues(_ operation: String, _ input: JSONValue) async throws {
        let _: Ignored = try await client(.queues).call(operation, input, as: .queues)
    }

    private func url(of queue: String) async throws -> JSONValue {
        let input: JSONValue = ["QueueName": .string("test-\(queue)")]
        let reply: QueueReply = try await client(.queues).call("GetQueueUrl", input, as: .queues)
        return .string(reply.QueueUrl)
    }

    func makeQueue(_ name: String) async throws {
        try await askQueues("CreateQueue", ["QueueName": .string("test-\(name)")])
    }

    func deleteQueue(_ name: String) async throws {
        try await askQueues("DeleteQueue", ["QueueUrl": url(of: name)])
    }

    func send(_ count: Int, to queue: String) async throws {
        for _ in 0..<count {
            try await askQueues("SendMessage", ["QueueUrl": url(of: queue), "MessageBody": "given up"])
        }
    }

    /// Where the queue of events gives up to.
    func giveUp(to queue: String) async throws {
        let policy: JSONValue = ["deadLetterTargetArn": .string(queueARN(queue)), "maxReceiveCount": "5"]
        try await askQueues(
            "SetQueueAttributes",
            ["QueueUrl": url(of: "ingest"), "Attributes": ["RedrivePolicy": .string(policy.json)]])
    }

    func askEvents(_ operation: String, _ input: JSONValue) async throws {
        let _: Ignored = try await client(.eventBridge).call(operation, input, as: .eventBridge)
    }

    /// Has the bucket of originals tell a queue by itself, and not EventBridge.
    func notify(queue: String) async throws {
        let statement: JSONValue = [
            "Effect": "Allow", "Principal": ["Service": "s3.amazonaws.com"], "Action": "sqs:SendMessage",
            "Resource": .string(queueARN(queue)),
        ]
        let policy: JSONValue = ["Version": "2012-10-17", "Statement": [statement]]
        try await askQueues(
            "SetQueueAttributes", ["QueueUrl": url(of: queue), "Attributes": ["Policy": .string(policy.json)]])
        try await set(
            originals, "notification",
            """
            <NotificationConfiguration><QueueConfiguration><Queue>\(queueARN(queue))</Queue>\
            <Event>s3:ObjectCreated:*</Event></QueueConfiguration></NotificationConfiguration>
            """)
    }

    /// - Parameters:
    ///   - kinds: that it lets through.
    ///   - keys: what is asked of keys; nil for nothing.
    ///   - bucket: nil for that of originals.
    func putRule(
        _ kinds: [JSONValue] = ["Object Created", "Object Deleted"], keys: JSONValue? = nil, bucket: String? = nil,
        reasons: JSONValue? = nil
    ) async throws {
        var detail: JSONObject = ["bucket": ["name": [.string(bucket ?? originals)]]]
        detail["object"] = keys.map { ["key": $0] }
        detail["reason"] = reasons
        let pattern: JSONValue = ["source": ["aws.s3"], "detail-type": .array(kinds), "detail": .object(detail)]
        try await askEvents("PutRule", ["Name": "test-originals", "EventPattern": .string(pattern.json)])
    }

    /// - Parameter givesUp: whether what can't be sent has a queue.
    func putTarget(_ queue: String, givesUp: Bool = true) async throws {
        var target: JSONObject = ["Id": "queue", "Arn": .string(queueARN(queue))]
        if givesUp { target["DeadLetterConfig"] = ["Arn": .string(queueARN("events-dead"))] }
        try await askEvents("PutTargets", ["Rule": "test-originals", "Targets": [.object(target)]])
    }

    private func askLambda(
        _ method: HTTPMethod, _ path: String, _ input: JSONValue? = nil
    ) async throws -> AWSReply {
        var request = AWSRequest("Set", method: method, path: path)
        if let input {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: input.json))
        }
        return try await client(.lambda).collect(request, upTo: 1 << 20)
    }

    func makeMapping() async throws -> String {
        let reply = try await askLambda(
            .POST, "/2015-03-31/event-source-mappings/",
            [
                "EventSourceArn": .string(queueARN("ingest")), "FunctionName": "test-ingest",
                "FunctionResponseTypes": ["ReportBatchItemFailures"],
            ])
        return try JSONProtocol.queues.output(MappingReply.self, of: reply).UUID
    }

    func changeMapping(_ number: String, _ changes: JSONValue) async throws {
        _ = try await askLambda(.PUT, "/2015-03-31/event-source-mappings/\(number)", changes)
    }

    func deleteMapping(_ number: String) async throws {
        _ = try await askLambda(.DELETE, "/2015-03-31/event-source-mappings/\(number)")
    }

    /// Gives a function another archive.
    func updateCode(of function: String) async throws {
        let archive = Data(ZipArchive.archive(of: "bootstrap", FunctionBridge.program + "\n")).base64EncodedString()
        _ = try await askLambda(.PUT, "/2015-03-31/functions/\(function)/code", ["ZipFile": .string(archive)])
    }
}
