extension DeploymentCheckup {
    /// What somebody must be allowed to see everything. Whoever lacks some of it sees the rest.
    package static let permissions = [
        "dynamodb:DescribeTable", "dynamodb:DescribeTimeToLive", "lambda:GetFunctionConcurrency",
        "lambda:GetFunctionConfiguration", "s3:GetBucketNotification", "s3:GetBucketPublicAccessBlock",
        "s3:GetEncryptionConfiguration", "s3:GetLifecycleConfiguration", "s3:ListBucket",
        "states:DescribeStateMachine", "states:DescribeStateMachineAlias",
    ]
}
