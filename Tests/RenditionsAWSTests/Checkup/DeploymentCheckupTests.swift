import AWSServers
import Renditions
import RenditionsAWS
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What is found at a deployment, and at one that lacks something.
@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "make aws-deps"), .timeLimit(.minutes(5)))
struct DeploymentCheckupTests {
    @Test func aWholeDeploymentIsFine() async throws {
        try await EmulatedDeployment.with { deployment in
            let findings = try await deployment.examine()
            #expect(findings.filter { $0.verdict != .fine } == [])
            #expect(Set(findings.map(\.check)) == Set(DeploymentFinding.Check.allCases).subtracting([.settings]))
            let credentials = try #require(findings.first { $0.check == .credentials })
            #expect(credentials.text.contains(deployment.machines.account.account))
            #expect(credentials.text.contains("variables of the environment"))
            // Nobody's secrets are shown, and no key either.
            for finding in findings {
                #expect(!finding.text.contains(deployment.machines.account.secretKey))
                #expect(!finding.text.contains(deployment.machines.account.accessKey))
            }
        }
    }

    @Test func whatIsMissingIsNamed() async throws {
        try await EmulatedDeployment.with { deployment in
            expect(
                try await deployment.examine([
                    "RENDITIONS_ORIGINALS": "s3://nobody-has-this-one/", "RENDITIONS_TABLE": "elsewhere",
                    "RENDITIONS_STATE_MACHINES": deployment.machines.machines + "other-",
                ]),
                [
                    ("bucket nobody-has-this-one", .bucket, .failed, "There is no such bucket"),
                    ("rule test-other-originals", .rule, .failed, "There is no such rule"),
                    ("table elsewhere", .table, .failed, "There is no table elsewhere"),
                    ("workflow greeting", .workflow, .failed, "test-other-greeting"),
                    ("function test-other-ingest", .function, .failed, "no such function"),
                    ("function test-other-api", .function, .failed, "no such function"),
                    ("function test-other-ingest", .eventSource, .failed, "no event source mapping"),
                    ("queue test-other-ingest", .queue, .failed, "no such queue"),
                    ("queue test-other-events-dead", .deadLetters, .failed, "no such queue"),
                    ("queue test-other-ingest-dead", .deadLetters, .failed, "no such queue"),
                    ("queue test-other-tasks-dead", .deadLetters, .failed, "no such queue"),
                    ("queue test-other-api-dead", .deadLetters, .failed, "no such queue"),
                ])
        }
    }

    @Test func settingsAreLookedAtFirst() async throws {
        try await EmulatedDeployment.with { deployment in
            expect(
                try await deployment.examine([
                    "RENDITIONS_ORIGINALS": "s3://\(deployment.renditions)/", "RENDITIONS_NOTES": "/var/notes",
                    "RENDITIONS_TABLE": "", "RENDITIONS_STATE_MACHINES": "renditions-",
                ]),
                [
                    ("settings", .settings, .failed, "RENDITIONS_NOTES is not the place"),
                    ("settings", .settings, .failed, "RENDITIONS_TABLE is not set"),
                    ("settings", .settings, .failed, "RENDITIONS_STATE_MACHINES is not what"),
                    ("settings", .settings, .failed, "RENDITIONS_RENDITIONS and RENDITIONS_ORIGINALS overlap"),
                    ("settings", .settings, .failed, "RENDITIONS_QUARANTINE and RENDITIONS_ORIGINALS overlap"),
                    ("bucket \(deployment.renditions)", .events, .warning, "EventBridge"),
                ])
        }
    }

    @Test func aBucketThatIsOpenOrPlainIsNamed() async throws {
        try await EmulatedDeployment.with { deployment in
            try await deployment.block(deployment.originals, policies: false)
            try await deployment.unset(deployment.renditions, "publicAccessBlock")
            try await deployment.unset(deployment.renditions, "encryption")
            try await deployment.unset(deployment.originals, "lifecycle")
            expect(
                try await deployment.examine(),
                [
                    ("bucket \(deployment.originals)", .publicAccess, .failed, "Switch on BlockPublicPolicy."),
                    ("bucket \(deployment.originals)", .uploads, .warning, "AbortIncompleteMultipartUpload"),
                    ("bucket \(deployment.renditions)", .encryption, .failed, "Nothing is encrypted"),
                    ("bucket \(deployment.renditions)", .publicAccess, .failed, "BlockPublicAcls"),
                ])
        }
    }

    @Test func anotherRegionIsNamed() async throws {
        try await EmulatedDeployment.with { deployment in
            try await deployment.set(
                "elsewhere-\(deployment.machines.account.account)", nil,
                """
                <CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint>\
                </CreateBucketConfiguration>
                """)
            let place = "s3://elsewhere-\(deployment.machines.account.account)/"
            let findings = try await deployment.examine(["RENDITIONS_ORIGINALS": place])
            let bucket = try #require(findings.first { $0.check == .bucket })
            #expect(bucket.verdict == .failed)
            #expect(bucket.text.contains("in the region eu-west-1, not in us-east-1"))
        }
    }

    @Test func anotherDocumentIsNamed() async throws {
        try await EmulatedDeployment.with { deployment in
            expect(
                try await deployment.examine(expecting: "part"),
                [("workflow greeting", .workflow, .failed, "carries out another document")])
        }
    }

    @Test func functionsThatAreSetUpOtherwiseAreNamed() async throws {
        try await EmulatedDeployment.with { deployment in
            try await deployment.configure(EmulatedDeployment.functions[0], timeout: 3)
            try await deployment.configure("test-api", timeout: 3, changes: ["RENDITIONS_TABLE": "another"])
            expect(
                try await deployment.examine(),
                [
                    (
                        "function renditions-tasks", .function, .failed,
                        "It has 3 s, and the workflows' longest step 20 s"
                    ),
                    ("function test-api", .function, .failed, "told otherwise by RENDITIONS_TABLE"),
                ])
        }
    }

    @Test func permissionsThatAreMissingAreNamed() async throws {
        try await EmulatedDeployment.with { deployment in
            let nobody = try await deployment.user(allowed: ["sts:GetCallerIdentity"])
            expect(
                try await deployment.examine(nobody),
                [
                    ("bucket \(deployment.originals)", .bucket, .failed, "s3:ListBucket"),
                    ("rule test-originals", .rule, .unseen, "events:DescribeRule"),
                    ("bucket \(deployment.renditions)", .bucket, .failed, "s3:ListBucket"),
                    ("table records", .table, .failed, "dynamodb:DescribeTable"),
                    ("workflow greeting", .workflow, .failed, "states:DescribeStateMachineAlias"),
                    ("function test-ingest", .function, .unseen, "lambda:GetFunctionConfiguration"),
                    ("function test-api", .function, .unseen, "lambda:GetFunctionConfiguration"),
                    ("functions", .recipe, .unseen, "lambda:GetFunctionConfiguration"),
                    ("functions", .archive, .unseen, "lambda:GetFunctionConfiguration"),
                    ("function test-ingest", .eventSource, .unseen, "lambda:ListEventSourceMappings"),
                    ("queue test-ingest", .queue, .unseen, "sqs:GetQueueUrl"),
                    ("queue test-events-dead", .deadLetters, .unseen, "sqs:GetQueueUrl"),
                    ("queue test-ingest-dead", .deadLetters, .unseen, "sqs:GetQueueUrl"),
                    ("queue test-tasks-dead", .deadLetters, .unseen, "sqs:GetQueueUrl"),
                    ("queue test-api-dead", .deadLetters, .unseen, "sqs:GetQueueUrl"),
                ])
            let lister = try await deployment.user(
                allowed: ["s3:ListBucket", "dynamodb:*", "events:*", "states:*", "lambda:*", "sqs:*"])
            let permissions = [
                (DeploymentFinding.Check.encryption, "s3:GetEncryptionConfiguration"),
                (.publicAccess, "s3:GetBucketPublicAccessBlock"), (.uploads, "s3:GetLifecycleConfiguration"),
            ]
            func unseen(_ bucket: String) -> [ExpectedFinding] {
                permissions.map { ("bucket \(bucket)", $0.0, .unseen, $0.1) }
            }
            expect(
                try await deployment.examine(lister),
                unseen(deployment.originals)
                    + [("bucket \(deployment.originals)", .events, .unseen, "s3:GetBucketNotification")]
                    + unseen(deployment.renditions))
        }
    }

    /// The permissions that the documentation names are those that it takes, and enough.
    @Test func whatTheDocumentationNamesIsEnough() async throws {
        let page = String(
            decoding: try Data(contentsOf: URL(filePath: "\(#filePath)/../../../../Docs/Deploy.md").standardized),
            as: UTF8.self)
        let section = try #require(page.split(separator: "\n## ").first { $0.hasPrefix("Looking at a deployment") })
        let named = Set(section.matches(of: /`([a-z0-9]+:[A-Z][A-Za-z]+)`/).map { String($0.1) })
        #expect(named == Set(DeploymentCheckup.permissions))
        try await EmulatedDeployment.with { deployment in
            let user = try await deployment.user(allowed: DeploymentCheckup.permissions)
            #expect(try await deployment.examine(user).filter { $0.verdict != .fine } == [])
            for permission in DeploymentCheckup.permissions {
                let rest = DeploymentCheckup.permissions.filter { $0 != permission }
                let lacking = try await deployment.examine(try await deployment.user(allowed: rest))
                #expect(lacking.contains { $0.verdict != .fine && $0.text.contains(permission) }, "\(permission)")
            }
        }
    }

    @Test func withoutCredentialsNothingElseIsAsked() async throws {
        try await EmulatedDeployment.with { deployment in
            let findings = try await deployment.examine(["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""])
            expect(
                findings, [("credentials", .credentials, .failed, "No credentials were found. Set AWS_ACCESS_KEY_ID")])
            #expect(findings.count == 1)
            let wrong = try await deployment.examine(["AWS_SECRET_ACCESS_KEY": "another"])
            expect(
                wrong, [("credentials", .credentials, .failed, "does not accept the credentials")])
        }
    }
}
