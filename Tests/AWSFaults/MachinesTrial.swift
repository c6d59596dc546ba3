internal import AWSClient
internal import AWSServers
internal import RenditionsAWS
internal import RenditionsWorkflow

/// A workflow on Step Functions: it is published, started, waited for, told of, and started again under the same name.
struct MachinesTrial: Sendable {
    private static let document = """
        {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}}}
        """

    let site: TrialSite
    private let role: String

    init(_ site: TrialSite) async throws {
        self.site = site
        role = try await Self.makeRole(site)
    }

    func run() async -> TrialVerdict {
        var steps = TrialSteps(site.plan)
        await steps.step("publish") { _ in _ = try await runner(site.proxied).publish(machine(), as: "w") }
        await steps.check("published") {
            let versions = try await count("ListStateMachineVersions", "stateMachineVersions")
            return versions == 1 ? [] : ["there are \(versions) versions"]
        }
        var identity = ExecutionIdentity(workflow: "w", name: "one")
        await steps.step("start") { _ in identity = try await runner(site.proxied).start(request()).identity }
        await steps.check("started") {
            let executions = try await runner(site.direct).executions()
            return executions.map(\.identity) == [identity] ? [] : ["there are \(executions.count) executions"]
        }
        await steps.step("wait") { _ in
            let outcome = try await runner(site.proxied).outcome(of: identity)
            guard outcome == .succeeded(["n": 1]) else { throw TrialFailure(code: "other", "\(outcome)") }
        }
        await steps.step("history") { _ in
            let events = try await runner(site.proxied).history(of: identity)
            let wanted = try await runner(site.direct).history(of: identity)
            guard events == wanted, events.count > 4 else { throw TrialFailure(code: "other", "\(events)") }
        }
        await steps.step("join") { _ in
            guard try await runner(site.proxied).start(request()).identity == identity else {
                throw TrialFailure(code: "other", "Another execution began.")
            }
        }
        await steps.step("list") { _ in
            let page = try await runner(site.proxied).page(ExecutionListRequest())
            guard page.executions.map(\.identity) == [identity] else { throw TrialFailure(code: "other", "\(page)") }
        }
        await steps.check("end") {
            let executions = try await count("ListExecutions", "executions")
            return executions == 1 ? [] : ["there are \(executions) executions"]
        }
        return steps.verdict
    }

    private var machines: String {
        "arn:aws:states:\(AWSServer.region):\(site.account.account):stateMachine:trial-"
    }

    private func machine() throws -> StateMachine { try StateMachine(json: Self.document) }

    private func request() throws -> StartRequest {
        StartRequest(workflow: "w", machine: try machine(), name: "one", input: ["n": 1])
    }

    /// One that has published nothing yet, as another process would have.
    private func runner(_ way: TrialSite.Way) throws -> StepFunctionsRunner {
        try StepFunctionsRunner(
            client: way.client(of: .stepFunctions),
            configuration: .init(
                machines: machines, role: role, functions: [:], alias: "live", pollInterval: .milliseconds(200)))
    }

    private func count(_ operation: String, _ list: String) async throws -> Int {
        let reply: JSONValue = try await site.direct.client(of: .stepFunctions).call(
            operation, ["stateMachineArn": .string(machines + "w")] as JSONValue, as: .stepFunctions)
        return reply[list]?.arrayValue?.count ?? 0
    }

    private struct Ignored: Decodable, Sendable {}

    private static func makeRole(_ site: TrialSite) async throws -> String {
        let trust: JSONValue = [
            "Version": "2012-10-17",
            "Statement": [
                ["Effect": "Allow", "Principal": ["Service": "states.amazonaws.com"], "Action": "sts:AssumeRole"]
            ],
        ]
        let access = try site.direct.client(of: .accessManagement)
        let _: Ignored = try await access.call(
            "CreateRole", [QueryItem("RoleName", "machines"), QueryItem("AssumeRolePolicyDocument", trust.json)],
            as: .accessManagement)
        return "arn:aws:iam::\(site.account.account):role/machines"
    }
}
