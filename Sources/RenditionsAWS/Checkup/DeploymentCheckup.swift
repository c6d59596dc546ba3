package import AWSClient
internal import Renditions
package import RenditionsWorkflow

/// Looks at a deployment from outside, with the rights of whoever asks. Changes nothing.
package struct DeploymentCheckup: Sendable {
    let services: AWSServices
    let settings: DeploymentSettings
    /// The documents that the deployment must have, by their names.
    let workflows: [(name: String, machine: StateMachine)]

    package init(
        services: AWSServices, settings: DeploymentSettings, workflows: [(name: String, machine: StateMachine)]
    ) {
        self.services = services
        self.settings = settings
        self.workflows = workflows
    }

    /// - Parameters:
    ///   - settings: where the deployment is.
    ///   - workflows: the documents that it must have, by their names.
    package init(
        account: AWSAccount, settings: DeploymentSettings, workflows: [(name: String, machine: StateMachine)]
    ) {
        self.init(services: account.services, settings: settings, workflows: workflows)
    }

    /// - Throws: `CancellationError`; `StoreError` with code `invalid-request` for an endpoint that is not usable.
    package func examine() async throws -> [DeploymentFinding] {
        do {
            let (identity, isKnown) = try await credentials()
            // Without credentials nothing can be seen, and each further question would fail alike.
            guard isKnown else { return settings.findings + [identity] }
            let buckets = settings.buckets
            var parts: [@Sendable () async throws -> [DeploymentFinding]] = []
            for bucket in buckets {
                parts.append { try await self.bucket(bucket, isWatched: bucket == buckets.first) }
            }
            parts.append { try await table() }
            if let names {
                parts.append { try await machines(names) }
                parts.append { try await queues(names) }
            }
            let found = try await parts.concurrentMap(atMost: 4) { try await $0() }
            return settings.findings + [identity] + found.flatMap(\.self)
        } catch let error as AWSError {
            throw StoreError(.invalidRequest, error.message, cause: error)
        }
    }

    private func credentials() async throws -> (DeploymentFinding, isKnown: Bool) {
        do {
            let identity = try await services.identity()
            let origin = identity.origin.map { ", from \($0)" } ?? ""
            let text =
                "account \(identity.account) in \(services.region), as \(identity.arn.printableARN)\(origin)"
            return (DeploymentFinding("credentials", .credentials, .fine, text), true)
        } catch let error as AWSError {
            return (DeploymentFinding("credentials", .credentials, .failed, error.message), false)
        }
    }

    private func bucket(_ name: String, isWatched: Bool) async throws -> [DeploymentFinding] {
        do {
            let client = try services.client(of: .s3)
            let (findings, hasOwnNotifications) = try await BucketCheckup(
                bucket: S3Bucket(name: name, prefix: "", endpoint: client.endpoint, configuration: .init()),
                client: client, region: services.region, isWatched: isWatched
            ).examine()
            // A bucket may tell a queue or a function by itself, and then there is no rule.
            guard let names, isWatched, !hasOwnNotifications else { return findings }
            let calls = JSONCalls(client: try services.client(of: .eventBridge), json: .eventBridge)
            return findings + [try await RuleCheckup(names: names, bucket: name, calls: calls).examine()]
        } catch let error as StoreError {
            return [DeploymentFinding("bucket \(name)", .bucket, .failed, error.message)]
        }
    }

    private func table() async throws -> [DeploymentFinding] {
        guard let name = settings.variables[DeploymentSettings.table] else { return [] }
        let subject = "table \(name)"
        do {
            let table = DynamoDBTable(
                name: name, client: try services.client(of: .dynamoDB), timing: services.timing)
            let problems = try await table.problems()
            guard !problems.isEmpty else {
                return [DeploymentFinding(subject, .table, .fine, "there, with its indexes and its time to live")]
            }
            return problems.map {
                DeploymentFinding(subject, .table, $0.isFatal ? .failed : .warning, $0.description)
            }
        } catch let error as StoreError {
            return [DeploymentFinding(subject, .table, .failed, error.message)]
        }
    }

    /// Nil where the variable is not usable, which the settings' own findings tell.
    private var names: MachineNames? {
        settings.variables[DeploymentSettings.machines].flatMap { try? MachineNames($0) }
    }

    private func machines(_ names: MachineNames) async throws -> [DeploymentFinding] {
        let calls = MachineCalls(client: try services.client(of: .stepFunctions))
        var findings: [DeploymentFinding] = []
        var functions: [String] = []
        for (name, machine) in workflows {
            let (finding, function) = try await MachineCheckup(
                workflow: name, machine: machine, names: names, calls: calls
            ).examine()
            findings.append(finding)
            if let function, !functions.contains(function) { functions.append(function) }
        }
        let tasks = functions.map { FunctionCheckup.Wanted(name: $0, timeout: longestStep) }
        let others = ["ingest", "api"].map { FunctionCheckup.Wanted(name: names.function($0), timeout: nil) }
        let checkup = FunctionCheckup(calls: try functionCalls(), settings: settings)
        var programs: [FunctionCheckup.Program] = []
        var isIncomplete = false
        for function in tasks + others {
            let (finding, program) = try await checkup.examine(function)
            findings.append(finding)
            if let program { programs.append(program) }
            isIncomplete = isIncomplete || program == nil && finding.verdict == .unseen
        }
        return findings + ProgramComparison(programs: programs, isIncomplete: isIncomplete).findings
    }

    /// The queues of events and of what was given up, and who reads the former.
    private func queues(_ names: MachineNames) async throws -> [DeploymentFinding] {
        let calls = JSONCalls(client: try services.client(of: .queues), json: .queues)
        return [try await EventSourceCheckup(names: names, calls: try functionCalls()).examine()]
            + (try await QueueCheckup(names: names, calls: calls).examine())
    }

    private func functionCalls() throws -> FunctionCalls { FunctionCalls(client: try services.client(of: .lambda)) }

    /// Seconds that the longest attempt of a step may take; nil where no document says so.
    private var longestStep: Int? { workflows.compactMap { $0.machine.longestTimeout }.max() }
}

extension String {
    /// An ARN comes from a service: what is no part of one is left out.
    fileprivate var printableARN: String { filter { $0.isASCII && !$0.isWhitespace && $0 >= "!" } }
}
