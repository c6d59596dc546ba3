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
        /// The account that must own the buckets; nil for any.
        var owner: String?

        /// - Throws: ``ToolFailure`` for what is missing, and for what is no place.
        init(originals: String?, renditions: String?, machines: String?, owner: String? = nil) throws {
            self.owner = owner
            self.originals = try S3Location(originals, named: "RENDITIONS_ORIGINALS")
            let renditions = try S3Location(renditions, named: "RENDITIONS_RENDITIONS")
            // Nobody serves from it.
            results = S3Location(bucket: renditions.bucket, prefix: DeployedPlaces.resultsPrefix)
            self.machines = try ToolFailure.unlessMissing(machines, "RENDITIONS_STATE_MACHINES")
        }
    }

    private let place: Place
    private let originals: S3ObjectStore
    private let results: S3ObjectStore
    private let runner: StepFunctionsRunner
    private let workflow: LoweredWorkflow<RerenderRequest, RerenderRequest>

    /// - Throws: `WorkflowError` for machines that can't be, `StoreError` for buckets that can't.
    init(_ place: Place, account: AWSAccount) throws {
        self.place = place
        originals = try place.originals.store(in: account, owner: place.owner)
        results = try place.results.store(in: account, owner: place.owner)
        runner = try StepFunctionsRunner(account: account, configuration: .init(machines: place.machines))
        workflow = try RerenderOriginals().lowered()
    }

    /// - Throws: `WorkflowError`, `StoreError`; ``ExitStatus`` when originals failed, or all did.
    func apply(prefix: String, trustsRecords: Bool, run: String, on console: Console) async throws {
        let request = RerenderRequest(
            bucket: place.originals.bucket, prefix: place.originals.prefix + prefix,
            storePrefix: place.originals.prefix, resultsBucket: place.results.bucket,
            // Step Functions puts a slash behind it.
            resultsPrefix: String(place.results.prefix.dropLast()), trustsRecords: trustsRecords, run: run)
        let execution = try await runner.start(workflow, name: Self.name(request), input: request)
        console.note(
            execution.outcome == nil
                ? "\(execution.identity.name): under way since \(ExecutionSummary(execution).started)"
                : "\(execution.identity.name): has ended already; another --run begins anew")
        let counts = try await follow(execution.identity, on: console)
        try await checkEnd(of: execution.identity, on: console)
        // Of no item there may be nothing to read.
        let result =
            counts.total > 0 ? try await result(of: execution.identity, on: console) : RerenderResult()
        console.note("What came of each is in \(place.results)")
        try await RerenderSummary(result).end(on: console, originals: originals, prefix: prefix)
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

    private func checkEnd(of execution: ExecutionIdentity, on console: Console) async throws {
        let why: String
        switch try await runner.outcome(of: execution) {
        case .succeeded: return
        case .failed(let error, let cause): why = "\(error ?? "It failed"): \(cause ?? "no cause is given")"
        case .timedOut: why = "It took longer than it may."
        case .aborted: why = "Somebody has ended it."
        }
        console.complain("\(WorkflowError.Code.executionFailed)", "\(execution.name): \(why.printable)")
        throw ExitStatus.failedWhole
    }

    /// What came of each, as Step Functions has written it down. Those that failed are named.
    private func result(of execution: ExecutionIdentity, on console: Console) async throws -> RerenderResult {
        var result = RerenderResult()
        try await runner.eachResult(of: execution, in: results, under: place.results.prefix) { item in
            if let outcome = try? item.output?.decoded(as: RerenderedOriginal.self).outcome {
                result.add(outcome)
            } else {
                result.failed += 1
                let key = item.input["object"]?["Key"]?.stringValue ?? "-"
                console.complain(item.error ?? "unknown", "\(key.printable): it could not be processed.")
            }
        }
        return result
    }
}
