import AWSServers
import Renditions
import RenditionsAWS
import Testing

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
            try await expect(
                deployment.examine([
                    "RENDITIONS_ORIGINALS": "s3://nobody-has-this-one/", "RENDITIONS_TABLE": "elsewhere",
                    "RENDITIONS_STATE_MACHINES": deployment.machines.machines + "other-",
                ]),
                [
                    ("bucket nobody-has-this-one", .bucket, .failed, "There is no such bucket"),
                    ("table elsewhere", .table, .failed, "There is no table elsewhere"),
                    ("workflow greeting", .workflow, .failed, "test-other-greeting"),
                    ("function test-other-ingest", .function, .failed, "no such function"),
                    ("function test-other-api", .function, .failed, "no such function"),
                ])
        }
    }

    @Test func settingsAreLookedAtFirst() async throws {
        try await EmulatedDeployment.with { deployment in
            try await expect(
                deployment.examine([
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
            try await expect(
                deployment.examine(),
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
            try await expect(
                deployment.examine(expecting: "part"),
                [("workflow greeting", .workflow, .failed, "carries out another document")])
        }
    }

    @Test func functionsThatAreSetUpOtherwiseAreNamed() async throws {
        try await EmulatedDeployment.with { deployment in
            try await deployment.configure(EmulatedDeployment.functions[0], timeout: 3)
            try await deployment.configure("test-api", timeout: 3, changes: ["RENDITIONS_TABLE": "another"])
            try await expect(
                deployment.examine(),
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
            try await expect(
                deployment.examine(nobody),
                [
                    ("bucket \(deployment.originals)", .bucket, .failed, "s3:ListBucket"),
                    ("bucket \(deployment.renditions)", .bucket, .failed, "s3:ListBucket"),
                    ("table records", .table, .failed, "dynamodb:DescribeTable"),
                    ("workflow greeting", .workflow, .failed, "states:DescribeStateMachineAlias"),
                    ("function test-ingest", .function, .unseen, "lambda:GetFunctionConfiguration"),
                    ("function test-api", .function, .unseen, "lambda:GetFunctionConfiguration"),
                ])
            let lister = try await deployment.user(allowed: ["s3:ListBucket", "dynamodb:*", "states:*", "lambda:*"])
            let permissions = [
                (DeploymentFinding.Check.encryption, "s3:GetEncryptionConfiguration"),
                (.publicAccess, "s3:GetBucketPublicAccessBlock"), (.uploads, "s3:GetLifecycleConfiguration"),
            ]
            func unseen(_ bucket: String) -> [Expected] {
                permissions.map { ("bucket \(bucket)", $0.0, .unseen, $0.1) }
            }
            try await expect(
                deployment.examine(lister),
                unseen(deployment.originals)
                    + [("bucket \(deployment.originals)", .events, .unseen, "s3:GetBucketNotification")]
                    + unseen(deployment.renditions))
        }
    }

    /// The permissions that the documentation names are those that it takes, and enough.
    @Test func whatTheDocumentationNamesIsEnough() async throws {
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
            try await expect(
                findings, [("credentials", .credentials, .failed, "No credentials were found. Set AWS_ACCESS_KEY_ID")])
            #expect(findings.count == 1)
            let wrong = try await deployment.examine(["AWS_SECRET_ACCESS_KEY": "another"])
            try await expect(
                wrong, [("credentials", .credentials, .failed, "does not accept the credentials")])
        }
    }

    private typealias Expected = (String, DeploymentFinding.Check, DeploymentFinding.Verdict, String)

    /// That these are the findings that are not fine, and no others.
    private func expect(
        _ findings: [DeploymentFinding], _ expected: [Expected], sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let wrong = findings.filter { $0.verdict != .fine }
        #expect(
            wrong.map { "\($0.subject): \($0.check)" } == expected.map { "\($0.0): \($0.1)" },
            sourceLocation: sourceLocation)
        for (finding, (_, _, verdict, text)) in zip(wrong, expected) {
            #expect(finding.verdict == verdict, "\(finding)", sourceLocation: sourceLocation)
            #expect(finding.text.contains(text), "\(finding)", sourceLocation: sourceLocation)
        }
    }
}
