internal import Renditions
internal import RenditionsAWS
internal import RenditionsTasks
internal import RenditionsWorkflow

/// A backfill that Step Functions carries out over the bucket of originals.
struct RemoteRerender: Sendable {
    /// Where it looks, writes down what came of it, and is carried out.
    struct Place: Sendable {
        var originals: S3Location
        var results: S3Location
        var machines: String

        /// - Throws: ``ToolFailure`` for what is missing, and for what is no place.
        init(originals: String?, renditions: String?, machines: String?) throws {
            self.originals = try Self.location(originals, "RENDITIONS_ORIGINALS")
            let renditions = try Self.location(renditions, "RENDITIONS_RENDITIONS")
            // Nobody serves from it.
            results = S3Location(bucket: renditions.bucket, prefix: DeployedPlaces.resultsPrefix)
            guard let machines, !machines.isEmpty else { throw Self.missing("RENDITIONS_STATE_MACHINES") }
            self.machines = machines
        }

        private static func location(_ text: String?, _ name: String) throws -> S3Location {
            guard let text, !text.isEmpty else { throw missing(name) }
            guard let location = S3Location(text) else {
                throw ToolFailure.usage("\(name) is not the place of objects. Write it like s3://bucket/prefix/.")
            }
            return location
        }

        private static func missing(_ name: String) -> ToolFailure {
            .usage("Where the deployment is, is not known. Set \(name), or give it as an option.")
        }
    }

    private let place: Place
    private let runner: StepFunctionsRunner
    private let workflow: LoweredWorkflow<RerenderRequest, RerenderRequest>

    /// - Throws: `WorkflowError` for machines that can't be.
    init(_ place: Place, account: AWSAccount) throws {
        self.place = place
        runner = try StepFunctionsRunner(account: account, configuration: .init(machines: place.machines))
        workflow = try RerenderOriginals().lowered()
    }

    /// - Throws: `WorkflowError`; ``ExitStatus`` when originals failed.
    func apply(prefix: String, trustsRecords: Bool, run: String, on console: Console) async throws {
        let request = RerenderRequest(
            bucket: place.originals.bucket, prefix: place.originals.prefix + prefix,
            storePrefix: place.originals.prefix, resultsBucket: place.results.bucket,
            resultsPrefix: place.results.prefix, trustsRecords: trustsRecords, run: run)
        let execution = try await runner.start(workflow, name: Self.name(request), input: request)
        console.note(
            execution.outcome == nil
                ? "\(execution.identity.name): under way since \(ExecutionSummary(execution).started)"
                : "\(execution.identity.name): has ended already; another --run begins anew")
        let counts = try await follow(execution.identity, on: console)
        try await end(of: execution.identity, counts, on: console)
    }

    /// The same for the same request, so that two who ask for it ask for one.
    static func name(_ request: RerenderRequest) -> String {
        let parts = [request.bucket, request.prefix, request.storePrefix, "\(request.trustsRecords)"]
        let mark = Fingerprint(of: parts.map { Array($0.utf8) }).description.prefix(16)
        return "rerender-\(mark)-\(request.run)"
    }

    /// Tells how far it is whenever that has changed.
    private func follow(_ execution: ExecutionIdentity, on console: Console) async throws -> ItemCounts {
        var known = ItemCounts()
        while true {
            let isOver = try await runner.describe(execution).outcome != nil
            let counts = try await runner.items(of: execution)
            if counts != known {
                console.note(
                    "\(Amount.grouped(counts.succeeded + counts.failed)) of \(Amount.grouped(counts.total)) originals, "
                        + "\(Amount.grouped(counts.failed)) failed")
            }
            known = counts
            if isOver { return counts }
            try await Task.sleep(for: .seconds(2))
        }
    }

    private func end(of execution: ExecutionIdentity, _ counts: ItemCounts, on console: Console) async throws {
        switch try await runner.outcome(of: execution) {
        case .succeeded: break
        case .failed(let error, let cause):
            throw WorkflowError(.executionFailed, "\(error ?? "It failed"): \(cause ?? "no cause is given")")
        case .timedOut: throw WorkflowError(.executionFailed, "It took longer than it may.")
        case .aborted: throw WorkflowError(.executionFailed, "Somebody has ended it.")
        }
        console.print(
            "\(Amount.count(counts.total, "original")) looked at, \(Amount.grouped(counts.failed)) failed; what came of each is "
                + "in \(place.results)")
        if counts.failed > 0 { throw ExitStatus.someFailed }
    }
}
