import Foundation
import Renditions
import RenditionsAPI
import RenditionsLambda
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow

/// Functions on memory: what a process keeps lives as long as it does.
@main struct Functions: LambdaApp {
    static var environment: [String: String] { ProcessInfo.processInfo.environment }

    static func handler(
        named name: String, in environment: LambdaEnvironment
    ) async throws -> (any LambdaHandler)? {
        let processor = try ImageProcessor(
            originals: MemoryObjectStore(), renditions: MemoryObjectStore(), records: MemoryMetadataStore(),
            engine: ReferenceEngine(), recipe: APICheck.recipe)
        let tasks = try ImageTasks(processor).registry()
        let ingestor = try Ingestor(processor, runner: InProcessRunner(registry: tasks))
        switch name {
        case "tasks": return TaskHandler(tasks)
        case "ingest": return IngestHandler(ingestor)
        case "api":
            return APIHandler(
                try ImageAPI(
                    ingestor, notes: MemoryObjectStore(), access: APICheck.access,
                    configuration: APICheck.configuration))
        case "misconfigured": throw StoreError(.permissionDenied, try environment.required("TABLE"))
        default: return nil
        }
    }
}
