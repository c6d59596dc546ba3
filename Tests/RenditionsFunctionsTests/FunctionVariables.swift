import Foundation
import RenditionsLambda

/// The variables of a function that lacks nothing. Nothing is there under its addresses: what reaches for a store fails.
enum FunctionVariables {
    static let complete: [String: String] = [
        "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:9", "_HANDLER": "api", "LAMBDA_TASK_ROOT": "/nowhere",
        "AWS_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "none",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "RENDITIONS_ORIGINALS": "s3://originals/", "RENDITIONS_RENDITIONS": "s3://results/renditions/",
        "RENDITIONS_QUARANTINE": "s3://results/quarantine/", "RENDITIONS_NOTES": "s3://results/notes/",
        "RENDITIONS_TABLE": "records",
        "RENDITIONS_STATE_MACHINES": "arn:aws:states:eu-central-1:123456789012:stateMachine:renditions-",
    ]

    /// With other values; nil takes a variable away.
    static func environment(_ changes: [String: String?] = [:]) throws -> LambdaEnvironment {
        try LambdaEnvironment(
            complete.merging(changes.compactMapValues(\.self)) { $1 }.filter { changes[$0.key] != .some(nil) })
    }
}
