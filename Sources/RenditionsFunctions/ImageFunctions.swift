internal import Logging
public import Renditions
public import RenditionsAPI
internal import RenditionsAWS
public import RenditionsLambda
public import RenditionsTasks
public import RenditionsVips
public import RenditionsWorkflow

/// The three functions of a deployment to AWS, made from what their environment tells them: `tasks`, `ingest` and `api`.
///
/// ```swift
/// @main struct Functions: LambdaApp {
///     static var environment: [String: String] { ProcessInfo.processInfo.environment }
///
///     static func handler(
///         named name: String, in environment: LambdaEnvironment
///     ) async throws -> (any LambdaHandler)? {
///         try await ImageFunctions(recipe: .product).handler(named: name, in: environment)
///     }
/// }
/// ```
///
/// Originals, renditions, quarantine and notes are in buckets of S3, records in DynamoDB, and workflows are carried out by
/// Step Functions. The variables that say where are those that the Terraform of this package sets:
///
/// | variable | what it is |
/// | --- | --- |
/// | `RENDITIONS_ORIGINALS`, `RENDITIONS_RENDITIONS` | buckets, with a prefix or without, after which keys begin: `s3://bucket/renditions/` |
/// | `RENDITIONS_QUARANTINE` | the same; of `tasks` and `ingest` |
/// | `RENDITIONS_NOTES` | the same; of `api` |
/// | `RENDITIONS_OVERLAYS` | the same; only where the recipe uses overlays |
/// | `RENDITIONS_TABLE` | the table of records |
/// | `RENDITIONS_ACCOUNT` | the account that must own the buckets, twelve digits; unset for any |
/// | `RENDITIONS_STATE_MACHINES` | what the ARNs of all state machines begin with; of `ingest` and `api` |
/// | `RENDITIONS_RECIPE` | `web`, `avatar`, `product`, or a JSON file in the archive; default `web` |
/// | `RENDITIONS_PROCESSING_MAX_SECONDS` | what one image may take, in seconds; default 10 |
///
/// And of `api`, where everything is off until one of these says otherwise:
///
/// | variable | what it is |
/// | --- | --- |
/// | `RENDITIONS_ACCESS_UPLOAD`, and likewise `LIST`, `READ`, `RENDITIONS`, `ORIGINALS`, `DELETE` | `off`, `authorized` or `anyone` |
/// | `RENDITIONS_ACCESS_TOKENS` | digests of bearer tokens, `subject:scope+scope:SHA256`, with commas between them |
/// | `RENDITIONS_ACCESS_JWT_JWKS` | a JSON Web Key Set: the public keys of whoever signs tokens |
/// | `RENDITIONS_ACCESS_JWT_JWKS_FILE` | the same as a file in the archive |
/// | `RENDITIONS_ACCESS_JWT_ISSUER`, `…_AUDIENCE`, `…_SCOPE_PREFIX` | what tokens must have; see `JWTAuthorizer` |
/// | `RENDITIONS_HTTP_BASE_PATH` | what stands before every path, such as `/media` |
/// | `RENDITIONS_HTTP_ORIGIN` | what stands before that in links, such as `https://img.example.com` |
/// | `RENDITIONS_HTTP_ALLOWED_ORIGINS` | sites whose pages may send everything, with commas between them |
public struct ImageFunctions: Sendable {
    /// What is made of every original; nil for what `RENDITIONS_RECIPE` names.
    public var recipe: Recipe?
    /// Which operations a recipe file may name.
    public var operations: OperationRegistry
    /// How the engine works; nil for its defaults, with no more memory for pixels than half of what the function has.
    public var engine: VipsEngineConfiguration?
    /// Tasks of the application, beside those of this library.
    public var tasks: [any WorkflowTask]
    /// What processes an original; nil for the library's own workflow. Its document must be among the deployed ones.
    public var process: LoweredWorkflow<ProcessRequest, ProcessResult>?
    /// Who may do what by the API; nil for what `RENDITIONS_ACCESS_…` says, which is nothing at all where it is silent.
    public var access: AccessPolicy?
    /// Grants access; asked before tokens of the environment.
    public var authorizer: (any Authorizer)?
    /// How the API behaves; paths and origins of the environment replace those here. Default: as `ImageAPI` does, but that it
    /// waits for 20 seconds at most, since a gateway gives up after 29.
    public var api: ImageAPI.Configuration

    public init(
        recipe: Recipe? = nil, operations: OperationRegistry = .standard, engine: VipsEngineConfiguration? = nil,
        tasks: [any WorkflowTask] = [], process: LoweredWorkflow<ProcessRequest, ProcessResult>? = nil,
        access: AccessPolicy? = nil, authorizer: (any Authorizer)? = nil,
        api: ImageAPI.Configuration = ImageAPI.Configuration(maximumWait: 20)
    ) {
        self.recipe = recipe
        self.operations = operations
        self.engine = engine
        self.tasks = tasks
        self.process = process
        self.access = access
        self.authorizer = authorizer
        self.api = api
    }

    /// Makes what a function needs, and nothing that only another one does.
    ///
    /// - Parameter name: `tasks`, `ingest` or `api`.
    /// - Returns: nil for another name.
    /// - Throws: `LambdaError` with code `invalid-environment` when a variable is missing or can't be used, which the message
    ///   names; `RenderError` for an engine that can't start, `IngestError` with code `loop` when results would arrive as
    ///   originals, `StoreError` and `WorkflowError` for addresses of services that can't be used.
    public func handler(named name: String, in environment: LambdaEnvironment) async throws -> (any LambdaHandler)? {
        guard let function = ImageFunction(rawValue: name) else { return nil }
        let settings = try FunctionSettings(environment, of: function, functions: self)
        // Before there are connections: the engine sets variables of the process while it starts, which others may read.
        BundledFiles.announce(in: environment)
        let engine = try VipsEngine(settings.engine)
        let access =
            function == .api
            ? try await FunctionAccess(environment, policy: access, authorizer: authorizer) : nil
        return try await FunctionAccount.with(environment) { account in
            let parts = try FunctionParts(settings, engine: engine, account: account)
            switch function {
            case .tasks: return TaskHandler(try parts.tasks().registry(with: tasks))
            case .ingest: return IngestHandler(try parts.ingestor(process))
            case .api: return try parts.api(process, access: access)
            }
        }
    }
}
