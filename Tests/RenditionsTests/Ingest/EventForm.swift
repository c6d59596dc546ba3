import Foundation

/// The ways in which one notification of S3 arrives.
enum EventForm: String, CaseIterable, Sendable {
    case plain
    /// As a topic sends it over HTTP.
    case topic
    /// As a function gets it that subscribes to a topic.
    case topicFunction
    case queue
    case topicInQueue
    /// The same news as EventBridge gives them; one record a message.
    case bridge
    case bridgeInQueue
    case bridgeInTopicInQueue

    /// The ID of the message of SQS in which the whole stands; of several, that of the first.
    static let messageID = "19dd0b57-b21e-4ac1-bd88-01bbb068cb78"

    var isBridge: Bool { [.bridge, .bridgeInQueue, .bridgeInTopicInQueue].contains(self) }
    var isQueued: Bool { [.queue, .topicInQueue, .bridgeInQueue, .bridgeInTopicInQueue].contains(self) }

    /// The texts that arrive in this form for a notification of S3.
    func texts(for notification: [UInt8]) throws -> [[UInt8]] {
        switch self {
        case .plain: [notification]
        case .topic: [try Self.topic(notification)]
        case .topicFunction: [try Self.topicFunction(notification)]
        case .queue: [try Self.queue([notification])]
        case .topicInQueue: [try Self.queue([Self.topic(notification)])]
        case .bridge: try Self.bridge(notification)
        case .bridgeInQueue: try Self.bridge(notification).map { try Self.queue([$0]) }
        case .bridgeInTopicInQueue: try Self.bridge(notification).map { try Self.queue([Self.topic($0)]) }
        }
    }

    static func topic(_ message: [UInt8], type: String = "Notification") throws -> [UInt8] {
        try json(topicFields(message, type: type))
    }

    static func topicFunction(_ message: [UInt8]) throws -> [UInt8] {
        try json([
            "Records": [
                [
                    "EventSource": "aws:sns", "EventVersion": "1.0",
                    "EventSubscriptionArn": "arn:aws:sns:eu-west-1:1:t:s",
                    "Sns": topicFields(message, type: "Notification"),
                ]
            ]
        ])
    }

    /// A batch; the IDs after the first are `message-1` and so on.
    static func queue(_ bodies: [[UInt8]]) throws -> [UInt8] {
        let records = bodies.enumerated().map { index, body -> [String: Any] in
            [
                "messageId": index == 0 ? messageID : "message-\(index)", "receiptHandle": "handle",
                "body": String(decoding: body, as: UTF8.self), "eventSource": "aws:sqs", "awsRegion": "eu-west-1",
                "attributes": ["ApproximateReceiveCount": "1"], "messageAttributes": [String: Any](),
            ]
        }
        return try json(["Records": records])
    }

    private static func topicFields(_ message: [UInt8], type: String) -> [String: Any] {
        [
            "Type": type, "MessageId": "22b80b92", "TopicArn": "arn:aws:sns:eu-west-1:123456789012:uploads",
            "Subject": "Amazon S3 Notification", "Message": String(decoding: message, as: UTF8.self),
            "Timestamp": "2026-01-01T00:00:00.000Z", "UnsubscribeURL": "https://example.invalid/unsubscribe",
        ]
    }

    /// What EventBridge makes of the same news: keys as they are, other names.
    private static func bridge(_ notification: [UInt8]) throws -> [[UInt8]] {
        let document = try JSONSerialization.jsonObject(with: Data(notification)) as? [String: Any] ?? [:]
        return try (document["Records"] as? [[String: Any]] ?? []).map { record in
            let content = record["s3"] as? [String: Any] ?? [:]
            var object = content["object"] as? [String: Any] ?? [:]
            if let tag = object.removeValue(forKey: "eTag") { object["etag"] = tag }
            if let version = object.removeValue(forKey: "versionId") { object["version-id"] = version }
            let key = object["key"] as? String ?? ""
            object["key"] = key.replacingOccurrences(of: "+", with: " ").removingPercentEncoding
            let isRemoval = (record["eventName"] as? String ?? "").hasPrefix("ObjectRemoved")
            return try json([
                "version": "0", "id": "17793124-05d4-b198-2fde-7ededc63b103", "account": "111122223333",
                "detail-type": isRemoval ? "Object Deleted" : "Object Created", "source": "aws.s3",
                "time": record["eventTime"] ?? "", "region": "eu-west-1", "resources": ["arn:aws:s3:::in"],
                "detail": [
                    "version": "0", "bucket": content["bucket"] ?? [:], "object": object, "reason": "PutObject",
                ],
            ])
        }
    }

    static func json(_ value: Any) throws -> [UInt8] {
        Array(try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys]))
    }
}
