import AWSClient
import AWSServers
import NIOCore
import NIOHTTP1
import Renditions
import RenditionsAWS
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow

/// The image workflows on the emulator: originals, quarantine and records are there, renditions are in memory, and this process
/// carries the tasks out.
struct EmulatedImages: Sendable {
    let machines: EmulatedMachines
    let bucket: String
    let originals: S3ObjectStore
    let quarantine: S3ObjectStore
    let renditions = MemoryObjectStore()
    let records: DynamoDBMetadataStore

    static let old = Recipe("test", renditions: [Rendition("large", [.resize(width: 16)], as: .png())])
    static let new = Recipe(
        "test", renditions: old.renditions + [Rendition("small", [.resize(width: 8)], as: .png())])

    /// Lends them, with the workflows published, for the time of `body`.
    static func with<Result>(_ body: (EmulatedImages) async throws -> Result) async throws -> Result {
        try await EmulatedMachines.with(
            functions: [TaskRegistry.tasksFunction], allowed: ["lambda:InvokeFunction", "s3:*", "states:*"]
        ) { machines in
            let (server, account) = (machines.server, machines.account)
            let bucket = "images-\(account.account)"
            let client = try TestBucket.client(server.endpoint, account.accessKey, account.secretKey, machines.http)
            _ = try await client.collect(AWSRequest("CreateBucket", method: .PUT, path: "/\(bucket)"), upTo: 64 << 10)
            let table = try EmulatedTable.client(
                of: .dynamoDB, server.endpoint, account.accessKey, account.secretKey, machines.http)
            try await DynamoDBTable(name: "records", client: table).create()
            let images = EmulatedImages(
                machines: machines, bucket: bucket,
                originals: try S3ObjectStore(bucket: bucket, prefix: "photos/", client: client),
                quarantine: try S3ObjectStore(bucket: bucket, prefix: "quarantine/", client: client),
                records: DynamoDBMetadataStore(table: "records", client: table))
            let runner = try machines.runner()
            _ = try await runner.publish(ProcessImage().lowered().machine, as: ProcessImage.name)
            _ = try await runner.publish(RerenderOriginals().lowered().machine, as: RerenderOriginals.name)
            return try await body(images)
        }
    }

    /// As the variables of a deployment's functions say it.
    var environment: [String: String] {
        [
            "AWS_ENDPOINT_URL": machines.server.endpoint, "AWS_REGION": AWSServer.region,
            "AWS_ACCESS_KEY_ID": machines.account.accessKey, "AWS_SECRET_ACCESS_KEY": machines.account.secretKey,
            "RENDITIONS_ORIGINALS": "s3://\(bucket)/photos/", "RENDITIONS_RENDITIONS": "s3://\(bucket)/renditions/",
            "RENDITIONS_QUARANTINE": "s3://\(bucket)/quarantine/", "RENDITIONS_TABLE": "records",
            "RENDITIONS_STATE_MACHINES": machines.machines, "RENDITIONS_ACCOUNT": machines.account.account,
        ]
    }

    func run(_ arguments: String...) async -> ToolRun { await ToolRun(arguments, environment) }

    func processor(_ recipe: Recipe = old, engine: any ImageEngine = ReferenceEngine()) throws -> ImageProcessor {
        try ImageProcessor(
            originals: originals, renditions: renditions, records: records, engine: engine, recipe: recipe)
    }

    /// Has the functions carry the tasks out with this.
    func serve(_ recipe: Recipe = old, engine: any ImageEngine = ReferenceEngine()) throws {
        let tasks = ImageTasks(try processor(recipe, engine: engine), quarantine: Quarantine(quarantine))
        machines.bridge.use(try tasks.registry())
    }

    /// A picture; another for each shade.
    func upload(_ shade: UInt8, at key: ObjectKey) async throws {
        let raster = Raster(size: PixelSize(width: 32, height: 24), fill: Color(red: shade, green: 9, blue: 9))
        _ = try await originals.put(ObjectBody(ReferenceEngine.png(raster)), at: key)
    }

    func record(_ key: ObjectKey) async throws -> AssetRecord? {
        try await records.record(AssetID(original: key))?.value
    }
}
