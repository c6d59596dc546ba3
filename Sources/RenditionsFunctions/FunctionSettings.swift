internal import Renditions
internal import RenditionsAPI
internal import RenditionsAWS
internal import RenditionsLambda
internal import RenditionsVips

/// What the environment comes to, before anything is made of it: whatever is wrong with it is found here.
struct FunctionSettings: Sendable {
    let originals: BucketAddress
    let renditions: BucketAddress
    /// Nil where the function has nothing to do with it; so are the next three.
    let quarantine: BucketAddress?
    let notes: BucketAddress?
    let overlays: BucketAddress?
    let machines: String?
    /// The account that must own the buckets; nil for any.
    let account: String?
    let table: String
    let recipe: Recipe
    let engine: VipsEngineConfiguration
    let api: ImageAPI.Configuration

    private static let account = "RENDITIONS_ACCOUNT"

    /// - Throws: `LambdaError` with code `invalid-environment`.
    init(_ environment: LambdaEnvironment, of function: ImageFunction, functions: ImageFunctions) throws {
        originals = try BucketAddress("RENDITIONS_ORIGINALS", in: environment)
        renditions = try BucketAddress("RENDITIONS_RENDITIONS", in: environment)
        quarantine = function == .api ? nil : try BucketAddress("RENDITIONS_QUARANTINE", in: environment)
        notes = function == .api ? try BucketAddress("RENDITIONS_NOTES", in: environment) : nil
        machines = function == .tasks ? nil : try environment.required("RENDITIONS_STATE_MACHINES")
        account = environment.value(Self.account)
        if let account, !S3ObjectStore.Configuration.isAccount(account) {
            throw LambdaError(variable: Self.account, "It must be an account of AWS: twelve digits.")
        }
        table = try environment.required("RENDITIONS_TABLE")
        recipe = try functions.recipe ?? RecipeFile.recipe(in: environment, operations: functions.operations)
        overlays = recipe.overlays.isEmpty ? nil : try BucketAddress("RENDITIONS_OVERLAYS", in: environment)
        engine = try functions.engine ?? Self.engine(in: environment)
        var api = functions.api
        if let path = environment.value("RENDITIONS_HTTP_BASE_PATH") { api.basePath = path }
        if let origin = environment.value("RENDITIONS_HTTP_ORIGIN") { api.origin = origin }
        if let origins = environment.list("RENDITIONS_HTTP_ALLOWED_ORIGINS") { api.allowedOrigins = Set(origins) }
        self.api = api
    }

    /// Half of a function's memory is for pixels that are decoded: the rest is the program's, the file's as it came, and the
    /// encoder's. How long one image may take depends on how much of a processor the function has.
    private static func engine(in environment: LambdaEnvironment) throws -> VipsEngineConfiguration {
        var configuration = VipsEngineConfiguration()
        let limit = "RENDITIONS_PROCESSING_MAX_SECONDS"
        if let text = environment.value(limit) {
            guard let seconds = Double(text), (0.001...1e9).contains(seconds) else {
                throw LambdaError(variable: limit, "It must be a number of seconds, above 0.")
            }
            configuration.limits.seconds = seconds
        }
        if let megabytes = environment.value("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").flatMap({ Int($0) }), megabytes > 0 {
            let half = megabytes.multipliedReportingOverflow(by: 1 << 19)
            let limit = configuration.limits.memoryBytes
            if !half.overflow { configuration.limits.memoryBytes = min(limit, half.partialValue) }
        }
        return configuration
    }
}
