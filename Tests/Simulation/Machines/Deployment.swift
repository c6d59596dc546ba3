package import Renditions
package import RenditionsTasks
internal import RenditionsWorkflow

/// The stores of a ``World``, and the processor, tasks and ingestor that work on them.
///
/// Unchecked: guarded as ``Scheduler`` is.
package final class Deployment: @unchecked Sendable {
    package let world: World
    package let originals: SimulatedObjectStore
    package let renditions: SimulatedObjectStore
    package let records: SimulatedMetadataStore
    package let quarantined: SimulatedObjectStore
    package let journal: Journal
    /// What is to be made by now.
    package private(set) var recipe = Deployment.recipes[0]

    /// The recipe of an application, and what becomes of it.
    package static let recipes = [
        Recipe(
            "simulated",
            renditions: [
                Rendition("large", [.resize(width: 2)], as: .png()),
                Rendition("small", [.resize(width: 1)], as: .png()),
            ]),
        Recipe(
            "simulated",
            renditions: [
                Rendition("large", [.resize(width: 2)], as: .png()), Rendition("mirror", [.flop], as: .png()),
            ]),
    ]

    private struct Workflows {
        let process: LoweredWorkflow<ProcessRequest, ProcessResult>
        let erase: LoweredWorkflow<EraseRequest, EraseResult>

        init() throws {
            process = try ProcessImage().lowered()
            erase = try EraseAsset().lowered()
        }
    }

    /// Of each deployment its own, so that nothing outlives it: the address sanitizer's search for leaks does not
    /// understand what a global variable holds in the cases of an enumeration.
    private lazy var workflows = Result { try Workflows() }

    /// - Parameter onChange: is told of each key under which an original has come or gone.
    package init(_ world: World, onChange: @escaping @Sendable (ObjectKey, _ isThere: Bool) -> Void) {
        self.world = world
        let scheduler = world.scheduler
        let clock = WallClock { scheduler.now }
        originals = SimulatedObjectStore(
            world, .originals, clock: UploadClock(world).clock,
            observer: OriginalObserver(ledger: world.ledger, onChange: onChange))
        renditions = SimulatedObjectStore(
            world, .renditions, clock: clock, observer: RenditionObserver(ledger: world.ledger))
        quarantined = SimulatedObjectStore(
            world, .quarantine, clock: clock, observer: QuarantineObserver(ledger: world.ledger))
        records = SimulatedMetadataStore(world)
        journal = Journal(world)
    }

    /// The application's next version.
    func changeRecipe() {
        recipe = Self.recipes[1]
        world.ledger.note("the recipe is another now")
    }

    package var clock: WallClock { WallClock { [world] in world.scheduler.now } }

    /// As each process has it that starts now.
    package func processor() throws -> ImageProcessor {
        try ImageProcessor(
            originals: layered(originals), renditions: layered(world.defect.map(broken) ?? renditions),
            records: layered(records), engine: SimulatedEngine(world: world), recipe: recipe, clock: clock,
            logger: world.logger)
    }

    private func broken(_ defect: Defect) -> any ObjectStore {
        defect == .overwritesRenditions ? OverwritingStore(store: renditions) : renditions
    }

    private func layered(_ store: any ObjectStore) -> any ObjectStore {
        guard world.weather.retries else { return store }
        return RetryingObjectStore(
            store, clock: SimulatedClock(world.scheduler), random: { [world] in world.scheduler.drawFraction() })
    }

    private func layered(_ store: any MetadataStore) -> any MetadataStore {
        guard world.weather.retries else { return store }
        return RetryingMetadataStore(
            store, clock: SimulatedClock(world.scheduler), random: { [world] in world.scheduler.drawFraction() })
    }

    package var quarantine: Quarantine { Quarantine(layered(quarantined)) }

    func registry() throws -> TaskRegistry {
        let processor = try processor()
        var tasks = ImageTasks(processor, quarantine: quarantine).all
        switch world.defect {
        case .publishesUnseen: tasks = tasks.replacing(with: UnseenPublication(processor: processor))
        case .erasesWithoutTombstone: tasks = tasks.replacing(with: TracelessErasure(processor: processor))
        default: break
        }
        return try TaskRegistry(tasks)
    }

    package func ingestor() throws -> Ingestor {
        let workflows = try self.workflows.get()
        return try Ingestor(
            try processor(), runner: SimulatedRunner(world: world, journal: journal, registry: try registry()),
            process: workflows.process, erase: workflows.erase)
    }
}

extension [any WorkflowTask] {
    /// With another one in the place of that which has its name.
    fileprivate func replacing<Task: WorkflowTask>(with task: Task) -> [any WorkflowTask] {
        filter { type(of: $0).name != Task.name } + [task]
    }
}

/// Tells when originals were written: in steps, as some stores do, or never twice the same.
///
/// Unchecked: guarded as ``Scheduler`` is.
private final class UploadClock: @unchecked Sendable {
    private let world: World
    private var last = -1

    init(_ world: World) { self.world = world }

    var clock: WallClock { WallClock { Scheduler.date(self.next()) } }

    private func next() -> Int {
        let (now, step) = (world.scheduler.milliseconds, world.weather.resolution)
        guard step == 1 else { return now / step * step }
        last = max(now, last + 1)
        return last
    }
}
