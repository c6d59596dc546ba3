internal import Logging
internal import Renditions
internal import RenditionsAPI
internal import RenditionsAWS
internal import RenditionsLambda
internal import RenditionsTasks
internal import RenditionsVips
internal import RenditionsWorkflow

/// What functions are put together from: buckets, the table, the state machines.
struct FunctionParts: Sendable {
    private let settings: FunctionSettings
    private let account: AWSAccount
    private let originals: S3ObjectStore
    private let renditions: S3ObjectStore
    private let processor: ImageProcessor

    /// - Throws: `StoreError`, `RenderError`.
    init(_ settings: FunctionSettings, engine: VipsEngine, account: AWSAccount) throws {
        self.settings = settings
        self.account = account
        originals = try Self.store(settings.originals, settings, account)
        renditions = try Self.store(settings.renditions, settings, account)
        processor = try ImageProcessor(
            originals: originals.metered(as: "originals"), renditions: renditions.metered(as: "renditions"),
            records: try DynamoDBMetadataStore(table: settings.table, account: account).metered(as: "records"),
            engine: engine, recipe: settings.recipe,
            overlays: try settings.overlays.map { try Self.store($0, settings, account) },
            logger: Logger(label: "renditions.processing"))
    }

    /// - Throws: `StoreError`.
    func tasks() throws -> ImageTasks {
        ImageTasks(
            processor,
            quarantine: try settings.quarantine.map {
                Quarantine(try Self.store($0, settings, account).metered(as: "quarantine"))
            })
    }

    /// - Throws: `IngestError` with code `loop`, `WorkflowError`.
    func ingestor(_ process: LoweredWorkflow<ProcessRequest, ProcessResult>?) throws -> Ingestor {
        let others = [settings.quarantine, settings.notes].compactMap { $0?.place }
        return try Ingestor(
            processor,
            runner: try StepFunctionsRunner(
                account: account,
                configuration: .init(
                    machines: settings.machines ?? "",
                    // The deployment has others, of which the functions' roles may ask nothing.
                    workflows: [process?.name ?? ProcessImage.name, EraseAsset.name])),
            process: process,
            route: try IngestRoute(
                originals: settings.originals.place, renditions: settings.renditions.place, others: others,
                hidesPrefix: true))
    }

    /// - Parameter access: there for this function alone, and so are the notes.
    /// - Throws: as ``ingestor(_:)``; `LambdaError` with code `invalid-environment` for access that can't be.
    func api(
        _ process: LoweredWorkflow<ProcessRequest, ProcessResult>?, access: FunctionAccess?
    ) throws -> APIHandler {
        guard let access, let notes = settings.notes else {
            throw LambdaError(.invalidEnvironment, "The API was made of another function's settings.")
        }
        let logger = Logger(label: "renditions.api")
        for scope in access.open {
            logger.warning("Anyone may do this, without credentials.", metadata: ["access": "\(scope.rawValue)"])
        }
        do {
            return APIHandler(
                try ImageAPI(
                    try ingestor(process), notes: try Self.store(notes, settings, account).metered(as: "notes"),
                    access: access.policy, authorizer: access.authorizer, configuration: settings.api,
                    uploadLinks: originals, renditionLinks: renditions, logger: logger),
                originalLinks: originals, renditionLinks: renditions)
        } catch let error as AccessError {
            throw LambdaError(
                .invalidEnvironment, "Access to the API can't be as it is set: \(error.message)", cause: error)
        }
    }

    private static func store(
        _ address: BucketAddress, _ settings: FunctionSettings, _ account: AWSAccount
    ) throws -> S3ObjectStore {
        try S3ObjectStore(
            bucket: address.bucket, prefix: address.prefix, account: account,
            configuration: .init(expectedOwner: settings.account))
    }
}
