public import Renditions
public import RenditionsWorkflow

/// The tasks of the image workflows, with the stores and the engine that they work on.
public struct ImageTasks: Sendable {
    /// Is told what happens to which original, in the process in which it happens.
    public typealias Listener = @Sendable (ObjectKey, ProcessingEvent) -> Void

    public let processor: ImageProcessor
    public let quarantine: Quarantine?
    private let onEvent: Listener

    /// - Parameter quarantine: where poisoned originals are kept for a replay; nil where only their records shall tell.
    public init(
        _ processor: ImageProcessor, quarantine: Quarantine? = nil, onEvent: @escaping Listener = { _, _ in }
    ) {
        self.processor = processor
        self.quarantine = quarantine
        self.onEvent = onEvent
    }

    /// One instance of each.
    public var all: [any WorkflowTask] {
        [
            ProbeOriginal(processor: processor, onEvent: onEvent),
            RenderRenditions(processor: processor, onEvent: onEvent),
            PublishAsset(processor: processor, quarantine: quarantine, onEvent: onEvent),
            SettleOriginal(processor: processor, quarantine: quarantine),
            RecordFailure(processor: processor, quarantine: quarantine),
            EntombAsset(eraser: processor.eraser),
            DeleteOriginal(eraser: processor.eraser),
            DeleteRenditions(eraser: processor.eraser, quarantine: quarantine),
            CompleteErasure(eraser: processor.eraser),
            RerenderOriginal(processor: processor),
        ]
    }

    /// What each does to the stores, by its name.
    public static let storeUses: [TaskName: StoreUses] = {
        let types: [any StoreTask.Type] = [
            ProbeOriginal.self, RenderRenditions.self, PublishAsset.self, SettleOriginal.self, RecordFailure.self,
            EntombAsset.self, DeleteOriginal.self, DeleteRenditions.self, CompleteErasure.self, RerenderOriginal.self,
        ]
        return Dictionary(uniqueKeysWithValues: types.map { ($0.name, $0.storeUses) })
    }()

    /// A registry of all of them.
    ///
    /// - Parameter others: tasks of the application.
    /// - Throws: `WorkflowError` with code `invalid-request` when two have one name.
    public func registry(with others: [any WorkflowTask] = []) throws -> TaskRegistry {
        try TaskRegistry(all + others)
    }
}
