import AWSServers
import RenditionsAWS
import RenditionsWorkflow
import Testing

/// What is found where nothing is begun for what happens to originals, or something was given up.
@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "make aws-deps"), .timeLimit(.minutes(5)))
struct EventWayTests {
    @Test func aRuleThatSendsNothingIsNamed() async throws {
        try await EmulatedDeployment.with { deployment in
            func expectRule(
                _ verdict: DeploymentFinding.Verdict, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
            ) async throws {
                expect(
                    try await deployment.examine(), [("rule test-originals", .rule, verdict, text)],
                    sourceLocation: sourceLocation)
            }
            try await deployment.askEvents("DisableRule", ["Name": "test-originals"])
            try await expectRule(.failed, "aws events enable-rule --name test-originals")
            try await deployment.askEvents("EnableRule", ["Name": "test-originals"])

            try await deployment.putRule(["Object Created"])
            try await expectRule(.failed, "\(deployment.originals): Object Deleted by DeleteObject. Deploy")
            try await deployment.putRule(bucket: deployment.renditions)
            try await expectRule(
                .failed,
                "Object Created by PutObject, Object Created by CompleteMultipartUpload, Object Deleted by DeleteObject"
            )
            try await deployment.putRule(reasons: ["PutObject", "DeleteObject"])
            try await expectRule(.failed, "\(deployment.originals): Object Created by CompleteMultipartUpload. Deploy")
            try await deployment.putRule()

            try await deployment.putTarget("ingest-dead")
            try await expectRule(.failed, "It does not send to the queue test-ingest.")
            try await deployment.putTarget("ingest", givesUp: false)
            try await expectRule(.warning, "not kept in test-events-dead")
            try await deployment.putTarget("ingest")
            expect(try await deployment.examine(), [])

            try await deployment.askEvents("RemoveTargets", ["Rule": "test-originals", "Ids": ["queue"]])
            try await expectRule(.failed, "It does not send to the queue test-ingest.")
            try await deployment.askEvents("DeleteRule", ["Name": "test-originals"])
            try await expectRule(.failed, "There is no such rule")
        }
    }

    @Test func aRuleForSomeKeysIsFine() async throws {
        try await EmulatedDeployment.with { deployment in
            try await deployment.putRule(keys: [["prefix": "photos/"]])
            let findings = try await deployment.examine()
            expect(findings, [])
            let rule = try #require(findings.first { $0.check == .rule })
            #expect(rule.text.hasSuffix("to the queue test-ingest, of keys like [{\"prefix\":\"photos/\"}]"))
        }
    }

    @Test func aBucketThatTellsAQueueItselfNeedsNoRule() async throws {
        try await EmulatedDeployment.with { deployment in
            try await deployment.askEvents("RemoveTargets", ["Rule": "test-originals", "Ids": ["queue"]])
            try await deployment.askEvents("DeleteRule", ["Name": "test-originals"])
            try await deployment.notify(queue: "ingest")
            let findings = try await deployment.examine()
            expect(findings, [])
            #expect(!findings.contains { $0.check == .rule })
        }
    }

    @Test func aQueueThatIsNotReadIsNamed() async throws {
        try await EmulatedDeployment.with { deployment in
            func expectSource(
                _ text: String, sourceLocation: SourceLocation = #_sourceLocation
            ) async throws {
                expect(
                    try await deployment.examine(), [("function test-ingest", .eventSource, .failed, text)],
                    sourceLocation: sourceLocation)
            }
            try await deployment.changeMapping(deployment.mapping, ["Enabled": false])
            try await expectSource("--enabled --uuid \(deployment.mapping)")
            try await deployment.changeMapping(deployment.mapping, ["Enabled": true, "FunctionResponseTypes": []])
            try await expectSource("--function-response-types ReportBatchItemFailures --uuid \(deployment.mapping)")
            try await deployment.deleteMapping(deployment.mapping)
            try await expectSource("It does not read the queue test-ingest: it has no event source mapping")
        }
    }

    @Test func whatWasGivenUpIsCounted() async throws {
        try await EmulatedDeployment.with { deployment in
            for (index, name) in EmulatedDeployment.deadLetters.enumerated() {
                try await deployment.send(index + 1, to: "\(name)-dead")
            }
            expect(
                try await deployment.examine(),
                [
                    ("queue test-events-dead", .deadLetters, .warning, "Messages in it: 1. EventBridge could not send"),
                    ("queue test-ingest-dead", .deadLetters, .warning, "Messages in it: 2. These events failed"),
                    ("queue test-tasks-dead", .deadLetters, .warning, "Messages in it: 3. These invocations failed"),
                    ("queue test-api-dead", .deadLetters, .warning, "Messages in it: 4. These invocations failed"),
                ])
        }
    }

    @Test func queuesThatAreMissingAreNamed() async throws {
        try await EmulatedDeployment.with { deployment in
            try await deployment.giveUp(to: "tasks-dead")
            try await deployment.deleteQueue("api-dead")
            expect(
                try await deployment.examine(),
                [
                    ("queue test-ingest", .queue, .warning, "is not given up to test-ingest-dead"),
                    ("queue test-api-dead", .deadLetters, .failed, "There is no such queue"),
                ])
            try await deployment.deleteQueue("ingest")
            let findings = try await deployment.examine()
            let queue = try #require(findings.first { $0.check == .queue })
            #expect(queue.verdict == .failed)
            #expect(queue.text.contains("There is no such queue"))
        }
    }

    @Test func functionsThatDifferAreNamed() async throws {
        try await EmulatedDeployment.with { deployment in
            try await deployment.configure("test-api", timeout: 20, changes: ["RENDITIONS_RECIPE": "avatar"])
            expect(
                try await deployment.examine(),
                [
                    (
                        "functions", .recipe, .failed,
                        "avatar (test-api), web (renditions-tasks, test-ingest). Set RENDITIONS_RECIPE"
                    )
                ])
            // What they take without one may be named, too.
            try await deployment.configure("test-api", timeout: 20, changes: ["RENDITIONS_RECIPE": "web"])
            expect(try await deployment.examine(), [])
            try await deployment.updateCode(of: "test-ingest")
            expect(
                try await deployment.examine(),
                [("functions", .archive, .warning, "They are of different archives")])
        }
    }
}
