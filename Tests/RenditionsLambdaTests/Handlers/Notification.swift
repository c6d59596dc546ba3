import RenditionsWorkflow

/// Events of triggers, as tests need them.
enum Notification {
    static func record(_ key: String, bucket: String = "in", name: String = "ObjectCreated:Put") -> JSONValue {
        [
            "eventVersion": "2.1", "eventSource": "aws:s3", "eventName": .string(name),
            "s3": ["bucket": ["name": .string(bucket)], "object": ["key": .string(key), "size": 10]],
        ]
    }

    static func s3(_ records: [JSONValue]) -> JSONValue { ["Records": .array(records)] }

    static func bridge(_ key: String, kind: String = "Object Created") -> JSONValue {
        [
            "detail-type": .string(kind), "source": "aws.s3",
            "detail": ["bucket": ["name": "in"], "object": ["key": .string(key)]],
        ]
    }

    static func topic(_ message: JSONValue) -> JSONValue {
        ["Type": "Notification", "TopicArn": "arn:aws:sns:eu-west-1:1:t", "Message": .string(message.json)]
    }

    /// A batch whose messages are named `m0`, `m1`…
    static func queue(_ bodies: [String]) -> JSONValue {
        [
            "Records": .array(
                bodies.enumerated().map {
                    ["messageId": .string("m\($0.offset)"), "body": .string($0.element), "eventSource": "aws:sqs"]
                })
        ]
    }
}
