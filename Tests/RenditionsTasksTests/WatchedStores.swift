import NIOCore
import Renditions
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow
import Synchronization

/// Stores that are watched while one task after another works on them: what each of them did to which.
final class WatchedStores: Sendable {
    /// The originals without anybody who watches: what the test itself does to them is nobody's task.
    let unwatched: MemoryObjectStore
    let originals: RecordingObjectStore
    let renditions = RecordingObjectStore()
    let quarantine = RecordingObjectStore()
    let records = RecordingMetadataStore()
    private let seen = Mutex<[TaskName: StoreUses]>([:])

    init() {
        unwatched = MemoryObjectStore()
        originals = RecordingObjectStore(unwatched)
    }

    /// By the names of tasks.
    var uses: [TaskName: StoreUses] { seen.withLock { $0 } }

    /// Tasks that are watched. One at a time, as a runner carries out a workflow without branches.
    func registry(_ tasks: ImageTasks) throws -> TaskRegistry {
        func watched(_ task: some WorkflowTask) -> any WorkflowTask { WatchedTask(task: task, stores: self) }
        return try TaskRegistry(tasks.all.map { watched($0) })
    }

    fileprivate func watch<Result>(_ name: TaskName, _ body: () async throws -> Result) async throws -> Result {
        for store in [originals, renditions, quarantine] { store.forget() }
        records.forget()
        defer {
            let uses: StoreUses = [
                .originals: originals.uses, .renditions: renditions.uses, .quarantine: quarantine.uses,
                .records: records.uses,
            ]
            seen.withLock { $0[name] = uses.union($0[name] ?? [:]) }
        }
        return try await body()
    }
}

/// A task in the place of another, whose stores are watched while it runs.
private struct WatchedTask<Wrapped: WorkflowTask>: WorkflowTask {
    static var name: TaskName { Wrapped.name }

    let task: Wrapped
    let stores: WatchedStores

    func run(_ input: Wrapped.Input, in context: TaskContext) async throws -> Wrapped.Output {
        try await stores.watch(Self.name) { try await task.run(input, in: context) }
    }
}
