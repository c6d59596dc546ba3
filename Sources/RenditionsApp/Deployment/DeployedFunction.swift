internal import ArgumentParser
internal import Renditions
internal import RenditionsAPI
internal import RenditionsAWS
internal import RenditionsTasks
internal import RenditionsWorkflow

/// What has a role of its own in a deployment.
enum DeployedFunction: String, CaseIterable, ExpressibleByArgument {
    case tasks
    case ingest
    case api
    /// Of the state machines, which are no function.
    case workflows

    /// What its role may do, as the parts of the program and the documents declare it.
    ///
    /// - Parameters:
    ///   - tasks: what those of the application do to the stores.
    ///   - process: the workflow that triggers and the API begin for an upload.
    /// - Throws: ``ToolFailure``; `WorkflowError`.
    func policy(
        for deployed: [DeployedWorkflow], tasks: [DeclaredTask] = [],
        process: String = ShippedWorkflow.processImage.rawValue, at places: DeployedPlaces
    ) throws -> RolePolicy {
        // What triggers and the API begin, whatever else is deployed.
        let begun = [process, ShippedWorkflow.eraseAsset.rawValue]
        return switch self {
        case .tasks: RolePolicy(function: rawValue, stores: try Self.uses(of: deployed, tasks), at: places)
        case .ingest:
            RolePolicy(
                function: rawValue, stores: Ingestor.storeUses, runner: Ingestor.runnerUses, workflows: begun,
                takesEvents: true, at: places)
        case .api:
            RolePolicy(
                function: rawValue, stores: ImageAPI.storeUses, runner: ImageAPI.runnerUses, workflows: begun,
                at: places)
        case .workflows: try RolePolicy(workflows: deployed.map { ($0.name, $0.machine) }, at: places)
        }
    }

    /// What the tasks do to the stores that the documents name.
    private static func uses(of deployed: [DeployedWorkflow], _ tasks: [DeclaredTask]) throws -> StoreUses {
        let declarations = ImageTasks.storeUses.merging(tasks.map { ($0.name, $0.uses) }) { $0.union($1) }
        var uses: StoreUses = [:]
        for workflow in deployed {
            for task in workflow.machine.tasks.sorted(by: { $0.rawValue < $1.rawValue }) {
                guard let declared = declarations[task] else {
                    throw ToolFailure.usage(
                        "The workflow \(workflow.name.printable) has the task \(task.rawValue.printable), which is none of "
                            + "this tool's: what it does is not known. Say so with --task "
                            + "\(task.rawValue.printable)=STORE:ACTION. \(DeclaredTask.words)")
                }
                uses = uses.union(declared)
            }
        }
        return uses
    }
}
