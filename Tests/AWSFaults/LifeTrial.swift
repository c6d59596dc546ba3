internal import ASLCases
internal import NIOCore
internal import Renditions
internal import RenditionsAWS
internal import RenditionsTasks
internal import RenditionsTesting
internal import RenditionsWorkflow

/// An asset's whole life on S3 and DynamoDB: it is uploaded, processed, replaced, processed by the workflow, and erased.
struct LifeTrial: Sendable {
    static let key: ObjectKey = "pictures/picture.png"
    static let recipe = Recipe(
        "trial",
        renditions: [
            Rendition("large", [.resize(width: 16)], as: .png()), Rendition("small", [.resize(width: 8)], as: .png()),
        ], analysis: [.blurHash])

    /// Steps that never take too long on a busy machine, and waits that take no time.
    private static let patience = Duration.seconds(3_600_000)

    let site: TrialSite
    private let originals: any ObjectStore
    private let processor: ImageProcessor

    init(_ site: TrialSite, _ subject: FaultSubject) throws {
        self.site = site
        originals = try site.objects(site.proxied, prefix: "originals/")
        processor = try ImageProcessor(
            originals: originals, renditions: subject.wrap(try site.objects(site.proxied, prefix: "renditions/")),
            records: try site.records(site.proxied), engine: ReferenceEngine(), recipe: Self.recipe)
    }

    /// - Parameter story: what must be there after each step; nil for the run that tells it.
    func run(_ story: LifeStory?) async -> (verdict: TrialVerdict, story: LifeStory) {
        var steps = TrialSteps(site.plan)
        var told = LifeStory()
        let chapters: [(String, (Bool) async throws -> Void)] = [
            ("upload", { _ in try await upload(0) }), ("process", { _ in try await process() }),
            ("replace", { _ in try await upload(1) }), ("reprocess", { try await reprocess(again: $0) }),
            ("erase", { _ in try await erase() }),
        ]
        for (name, body) in chapters {
            await steps.step(name, afterFailure: { try await halfDone(story) }, body)
            await steps.check(name) {
                let found = try await chapter()
                told.chapters[name] = found
                return story?.differences(name, found) ?? []
            }
        }
        await steps.check("end") {
            let uploads = try await site.openUploads()
            return uploads == 0 ? [] : ["\(uploads) uploads in parts are left"]
        }
        return (steps.verdict, told)
    }

    static func picture(_ shade: UInt8) -> ByteBuffer {
        var pixels: [UInt8] = []
        for y in 0..<24 {
            for x in 0..<32 { pixels += [UInt8(x * 8), UInt8(y * 10), shade, 255] }
        }
        return ReferenceEngine.png(Raster(size: PixelSize(width: 32, height: 24), pixels: pixels))
    }

    private func upload(_ shade: UInt8) async throws {
        _ = try await originals.put(
            ObjectBody(Self.picture(shade)), at: Self.key, options: PutOptions(contentType: "image/png"))
    }

    private func process() async throws { try await processor.process(Self.key, attributes: ["owner": "tom"]) }

    private func reprocess(again: Bool) async throws {
        let ingestor = try ingestor()
        guard case .processing(let execution) = try await ingestor.ingest(Self.key, run: again ? "again" : nil) else {
            throw TrialFailure(code: "other", "Nothing was begun.")
        }
        let outcome = try await ingestor.runner.outcome(of: execution.identity)
        guard case .succeeded(let output) = outcome, try output.decoded(as: ProcessResult.self).outcome == .ready else {
            throw TrialFailure(outcome, try await record())
        }
    }

    private func erase() async throws {
        let ingestor = try ingestor()
        let outcome = try await ingestor.runner.outcome(of: ingestor.erase(Self.key).identity)
        guard case .succeeded = outcome else { throw TrialFailure(outcome, nil) }
    }

    private func ingestor() throws -> Ingestor {
        let runner = InProcessRunner(
            registry: try ImageTasks(processor).registry(), clock: WorkflowClock(HurriedClock(factor: 10_000)))
        return try Ingestor(
            processor, runner: runner,
            process: ProcessImage(renderTimeout: Self.patience, stepTimeout: Self.patience).lowered(),
            erase: EraseAsset(stepTimeout: Self.patience).lowered())
    }

    private func record() async throws -> AssetRecord? {
        try await site.records(site.direct).record(AssetID(original: Self.key))?.value
    }

    private func chapter() async throws -> LifeStory.Chapter {
        LifeStory.Chapter(record: try await record()?.timeless, objects: try await site.contents())
    }

    /// What is wrong with what a failure has left: half-written objects, and records of what is not there.
    private func halfDone(_ story: LifeStory?) async throws -> [String] {
        let objects = try await site.contents()
        var problems = story?.strangers(objects) ?? []
        if let record = try await record(), record.state == .ready {
            for rendition in record.renditions.values where objects["renditions/\(rendition.key.rawValue)"] == nil {
                problems.append("the record has \(rendition.name), and it is not stored")
            }
        }
        return problems
    }
}

extension TrialSteps {
    /// What the steps came to.
    var verdict: TrialVerdict {
        var verdict = TrialVerdict(plan.fault, calls: plan.calls, hits: plan.hits)
        verdict.told = told
        verdict.problems = problems
        if let fault = plan.fault, plan.hits == 0 { verdict.problems.append("no call met \(fault)") }
        return verdict
    }
}
