extension DeploymentCheckup {
    /// What somebody must be allowed to see everything. Whoever lacks some of it sees the rest.
    package static let permissions = [
        "dynamodb:DescribeTable", "dynamodb:DescribeTimeToLive", "events:DescribeRule", "events:ListTargetsByRule",
        "events:TestEventPattern", "lambda:GetFunctionConcurrency", "lambda:GetFunctionConfiguration",
        "lambda:ListEventSourceMappings", "s3:GetBucketNotification", "s3:GetBucketPublicAccessBlock",
        "s3:GetEncryptionConfiguration", "s3:GetLifecycleConfiguration", "s3:ListBucket", "sqs:GetQueueAttributes",
        "sqs:GetQueueUrl", "states:DescribeStateMachine", "states:DescribeStateMachineAlias",
    ]
}
