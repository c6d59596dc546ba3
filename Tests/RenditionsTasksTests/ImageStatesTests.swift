import CorpusFiles
import NIOCore
import Renditions
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow
import StatesComparison
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Whether an interpreter of the States Language that is not ours carries the shipped workflows out alike, with our tasks
/// behind it: the same output, the same failures, the same states in the same order, the same calls.
@Suite(
    "The image workflows in an independent interpreter",
    .enabled(if: ForeignInterpreter.isThere || Requirement.all, "there is no other interpreter: make states-deps"),
    .timeLimit(.minutes(5)))
struct ImageStatesTests {
    /// A world in which everything always happens at the same time and takes none.
    private struct World: Sendable {
        static let now = Date(timeIntervalSince1970: 1_800_000_000)

        let originals = MemoryObjectStore(clock: WallClock { now })
        let renditions = MemoryObjectStore(clock: WallClock { now })
        let records = MemoryMetadataStore()
        let key: ObjectKey = "picture.png"

        func processor(_ engine: any ImageEngine, renditions: (any ObjectStore)? = nil) throws -> ImageProcessor {
            try ImageProcessor(
                originals: originals, renditions: renditions ?? self.renditions, records: records, engine: engine,
                recipe: Darkroom.recipe, clock: WallClock { Self.now })
        }

        func upload(_ bytes: ByteBuffer) async throws -> ObjectMetadata {
            try await originals.put(ObjectBody(bytes), at: key)
        }
    }

    private static func timeless(
        _ hook: @escaping @Sendable (Int) async throws -> Void = { _ in }
    ) -> HookedImageEngine {
        HookedImageEngine(
            beforeRender: hook,
            changing: { images in
                images.map { image in
                    var image = image
                    image.seconds = 0
                    return image
                }
            })
    }

    private static func registry(_ processor: ImageProcessor) throws -> TaskRegistry {
        try ImageTasks(processor, quarantine: Quarantine(MemoryObjectStore())).registry()
    }

    /// - Parameter prepare: brings a world into the state in which the workflow finds it.
    private static func processing(
        _ name: String, _ bytes: ByteBuffer = Darkroom.picture(1),
        engine: @escaping @Sendable (World) -> any ImageEngine = { _ in timeless() },
        renditions: @escaping @Sendable (World) -> any ObjectStore = { $0.renditions },
        prepare: @escaping @Sendable (World, ImageProcessor) async throws -> Void = { _, _ in }
    ) async throws -> StatesTrial {
        let request = ProcessRequest(original: try await World().upload(bytes))
        return try StatesTrial(name, ProcessImage(), input: request) {
            let world = World()
            _ = try await world.upload(bytes)
            let processor = try world.processor(engine(world), renditions: renditions(world))
            try await prepare(world, processor)
            return try registry(processor)
        }
    }

    private static func erasing(
        _ name: String, _ reason: Erasure.Reason, processes: Bool = true, deletes: Bool = false
    ) throws -> StatesTrial {
        try StatesTrial(name, EraseAsset(), input: EraseRequest(key: World().key, reason: reason)) {
            let world = World()
            _ = try await world.upload(Darkroom.picture(1))
            let processor = try world.processor(timeless())
            if processes { try await processor.process(world.key) }
            if deletes { try await world.originals.delete(world.key) }
            return try registry(processor)
        }
    }

    private static func trials() async throws -> [StatesTrial] {
        [
            try await processing("an original"),
            try await processing(
                "an original that was processed before",
                prepare: { world, processor in _ = try await processor.process(world.key) }),
            try await processing("no image", ByteBuffer(string: "no image")),
            try await processing(
                "a store that is away for a moment",
                renditions: { FaultyObjectStore($0.renditions, faults: [.calls([1], of: .put)]) }),
            try await processing(
                "an engine that always takes too long",
                engine: { _ in timeless { _ in throw RenderError(.timedOut, "It took too long.") } }),
            try await processing(
                "a version that was replaced",
                prepare: { world, _ in _ = try await world.upload(Darkroom.picture(2)) }),
            try await processing(
                "a version that is replaced while it is rendered",
                engine: { world in timeless { _ in _ = try await world.upload(Darkroom.picture(2)) } }),
            try await processing(
                "an original that goes while it is rendered",
                engine: { world in timeless { _ in try await world.originals.delete(world.key) } }),
            try await processing(
                "an original that is gone", prepare: { world, _ in try await world.originals.delete(world.key) }),
            try await processing(
                "an original that was erased and stays",
                prepare: { world, processor in
                    _ = try await processor.eraser.erase(world.key, because: .requested, keepsOriginal: true)
                }),
            try erasing("an asset", .requested),
            try erasing("an original that nobody has processed", .requested, processes: false),
            try erasing("an original that is gone", .originalGone, deletes: true),
            try erasing("an original that is there after all", .originalGone),
        ]
    }

    @Test func agreesOnTheShippedWorkflows() async throws {
        let trials = try await Self.trials()
        let results = try await ForeignInterpreter.run { try await StatesComparison(with: $0).faults(of: trials) }
        #expect(results.count == trials.count)
        for (trial, faults) in results {
            print(faults.isEmpty ? "agree" : "differ", trial.name)
            #expect(faults == [], "\(trial.name)")
        }
    }
}
