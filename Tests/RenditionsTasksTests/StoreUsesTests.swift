import ASLCases
import NIOCore
import Renditions
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow
import Testing

/// Whether tasks do to the stores what they declare: policies of deployments follow from that. What is declared and never done
/// would be a permission that nobody needs.
@Suite struct StoreUsesTests {
    private let stores = WatchedStores()
    private let key: ObjectKey = "uploads/picture.png"

    private func ingestor(_ engine: any ImageEngine = ReferenceEngine()) throws -> Ingestor {
        let processor = try ImageProcessor(
            originals: stores.originals, renditions: stores.renditions, records: stores.records, engine: engine,
            recipe: Darkroom.recipe)
        let tasks = ImageTasks(processor, quarantine: Quarantine(stores.quarantine))
        let runner = InProcessRunner(
            registry: try stores.registry(tasks), clock: WorkflowClock(HurriedClock(factor: 100)))
        return try Ingestor(
            processor, runner: runner, process: try Darkroom.process.lowered(), erase: try Darkroom.erase.lowered())
    }

    private func upload(_ shade: UInt8) async throws {
        try await stores.unwatched.put(ObjectBody(Darkroom.picture(shade)), at: key)
    }

    private func erase(_ ingestor: Ingestor) async throws {
        let execution = try await ingestor.erase(key).identity
        #expect(try await ingestor.runner.outcome(of: execution).erased == .erased)
    }

    @Test func tasksDoWhatTheyDeclareAndNothingElse() async throws {
        try await upload(1)
        #expect(try await ingestor().finish(key).processed == .ready)
        let replaced = HookedImageEngine(beforeRender: { [self] _ in try await upload(3) })
        try await upload(2)
        #expect(try await ingestor(replaced).finish(key).processed == .superseded)

        // Poisoned, and no image at all.
        let broken = HookedImageEngine(beforeRender: { _ in throw RenderError(.memoryExhausted, "All is taken.") })
        try await upload(4)
        #expect(try await ingestor(broken).finish(key).error == ErrorName.originalQuarantined)
        try await stores.unwatched.put(ObjectBody(ByteBuffer(string: "no image")), at: key)
        #expect(try await ingestor().finish(key).error == ErrorName.originalRefused)
        try await erase(ingestor())

        // Gone while it is rendered, and before it is looked at; with entries in quarantine that go along.
        try await upload(5)
        #expect(try await ingestor(broken).finish(key).error == ErrorName.originalQuarantined)
        try await upload(6)
        let deleted = HookedImageEngine(beforeRender: { [self] _ in try await stores.unwatched.delete(key) })
        #expect(try await ingestor(deleted).finish(key).processed == .gone)
        try await upload(7)
        #expect(try await ingestor(broken).finish(key).error == ErrorName.originalQuarantined)
        try await upload(8)
        try await deletedBeforeItIsLookedAt()

        for (task, done) in stores.uses {
            let declared = ImageTasks.storeUses[task] ?? [:]
            for store in StoreUses.Store.allCases {
                #expect(done[store].isSubset(of: declared[store]), "\(task): \(store.rawValue)")
            }
        }
        // Not every way of every task is gone here, but all that makes a difference to a role.
        for machine in [try ProcessImage().lowered().machine, try EraseAsset().lowered().machine] {
            #expect(Self.union(stores.uses, of: machine) == Self.union(ImageTasks.storeUses, of: machine))
        }
    }

    /// A backfill's own task does what it declares, whether it makes anew, takes up or leaves.
    @Test func aBackfillDoesWhatItDeclares() async throws {
        try await upload(1)
        #expect(try await ingestor().finish(key).processed == .ready)
        try await upload(2)
        let missed = try await look()
        #expect(missed.outcome == .missed && missed.request != nil)
        #expect(try await ingestor().finish(key).processed == .ready)
        for rendition in try await stored() { try await stores.renditions.delete(rendition) }
        #expect(try await look().outcome == .renewed)
        let task = stores.uses[RerenderOriginal.name] ?? [:]
        for store in StoreUses.Store.allCases {
            #expect(task[store].isSubset(of: RerenderOriginal.storeUses[store]), "\(store.rawValue)")
        }
        #expect(task[.originals] == [.read] && task[.records] == [.read, .write])
    }

    private func stored() async throws -> [ObjectKey] {
        var keys: [ObjectKey] = []
        for try await object in stores.renditions.list() { keys.append(object.key) }
        return keys
    }

    /// As a backfill looks at the original.
    private func look() async throws -> RerenderedOriginal {
        struct Look: Workflow {
            static let name = "look"
            var body: some WorkflowNode<ObjectItem<RerenderRequest>, RerenderedOriginal> {
                Step(RerenderOriginal.self)
            }
        }
        let request = RerenderRequest(bucket: "b", resultsBucket: "b", resultsPrefix: "r/", run: "r")
        let original = try await stores.unwatched.head(key)
        let object = ListedObject(key: key.rawValue, size: 1, etag: "\"\(original.entityTag)\"")
        return try await ingestor().runner.run(Look().lowered(), input: ObjectItem(object: object, input: request))
    }

    private static func union(_ uses: [TaskName: StoreUses], of machine: StateMachine) -> StoreUses {
        machine.tasks.compactMap { uses[$0] }.reduce([:]) { $0.union($1) }
    }

    /// Between the event and the first step.
    private func deletedBeforeItIsLookedAt() async throws {
        let ingestor = try ingestor()
        let original = try await stores.unwatched.head(key)
        let existing = try await stores.records.record(AssetID(original: key))?.value
        let request = ProcessRequest(original: original, generation: AssetRecord.nextGeneration(after: existing))
        try await stores.unwatched.delete(key)
        let execution = try await ingestor.start(request)
        #expect(try await ingestor.runner.outcome(of: execution.identity).processed == .gone)
    }

    @Test func everyTaskOfTheWorkflowsDeclaresSomething() throws {
        let machines = [
            try ProcessImage().lowered().machine, try EraseAsset().lowered().machine,
            try RerenderOriginals().lowered().machine,
        ]
        let named = machines.reduce(into: Set<TaskName>()) { $0.formUnion($1.tasks) }
        #expect(named == Set(ImageTasks.storeUses.keys))
        #expect(ImageTasks.storeUses.values.allSatisfy { !$0.stores.isEmpty })
    }

    @Test func usesAreJoinedByStore() {
        let uses: StoreUses = [.originals: [.read], .notes: []]
        #expect(uses.stores == [.originals])
        #expect(uses.union([.originals: [.delete], .records: [.list]])[.originals] == [.read, .delete])
        #expect(uses.union([.records: [.list]]) == [.originals: [.read], .records: [.list]])
    }
}
