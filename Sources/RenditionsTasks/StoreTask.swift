public import Renditions
public import RenditionsWorkflow

/// A task that declares what it does to the stores.
public protocol StoreTask: WorkflowTask {
    static var storeUses: StoreUses { get }
}
