import Foundation

/// Notifications of S3 as the tests need them.
enum SampleNotification {
    static func record(
        _ name: String = "ObjectCreated:Put", key: String, object extra: [String: Any] = [:]
    ) -> [String: Any] {
        let facts: [String: Any] = ["key": key, "size": 1024, "eTag": "0123", "sequencer": "0A1B2C3D4E5F678901"]
        return [
            "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "eu-west-1",
            "eventTime": "2026-01-01T00:00:00.123Z", "eventName": name,
            "s3": [
                "s3SchemaVersion": "1.0", "configurationId": "t",
                "bucket": ["name": "in", "arn": "arn:aws:s3:::in"],
                "object": facts.merging(extra) { $1 }.filter { !($0.value is NSNull) },
            ],
        ]
    }

    static func text(_ records: [[String: Any]]) throws -> [UInt8] { try EventForm.json(["Records": records]) }

    static func text(key: String) throws -> [UInt8] { try text([record(key: key)]) }
}
