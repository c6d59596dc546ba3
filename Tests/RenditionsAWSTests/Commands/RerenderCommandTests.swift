import AWSClient
import AWSServers
import NIOCore
import NIOHTTP1
import Renditions
import RenditionsAWS
import RenditionsApp
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow
import Testing

/// `renditions rerender apply --on aws`: Step Functions lists the bucket, and functions look at each original.
@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "make aws-deps"), .timeLimit(.minutes(5)))
struct RerenderCommandTests {
    private static let old = Recipe("test", renditions: [Rendition("large", [.resize(width: 16)], as: .png())])
    private static let new = Recipe(
        "test", renditions: old.renditions + [Rendition("small", [.resize(width: 8)], as: .png())])

    private static func picture(_ shade: UInt8) -> ByteBuffer {
        ReferenceEngine.png(Raster(size: PixelSize(width: 32, height: 24), fill: Color(red: shade, green: 9, blue: 9)))
    }

    @Test func aDeploymentMakesAnewWhatIsStale() async throws {
        try await EmulatedMachines.with(
            functions: [TaskRegistry.tasksFunction], allowed: ["lambda:InvokeFunction", "s3:*", "states:*"]
        ) { machines in
            let bucket = "backfill-\(machines.account.account)"
            let client = try TestBucket.client(
                machines.server.endpoint, machines.account.accessKey, machines.account.secretKey, machines.http)
            _ = try await client.collect(AWSRequest("CreateBucket", method: .PUT, path: "/\(bucket)"), upTo: 64 << 10)
            let originals = try S3ObjectStore(bucket: bucket, prefix: "photos/", client: client)
            let (renditions, records) = (MemoryObjectStore(), MemoryMetadataStore())
            func processor(_ recipe: Recipe) throws -> ImageProcessor {
                try ImageProcessor(
                    originals: originals, renditions: renditions, records: records, engine: ReferenceEngine(),
                    recipe: recipe)
            }
            let keys: [ObjectKey] = ["a.png", "cats/b.png"]
            for (shade, key) in keys.enumerated() {
                try await originals.put(ObjectBody(Self.picture(UInt8(shade))), at: key)
                _ = try await processor(Self.old).process(key)
            }
            machines.bridge.use(try ImageTasks(try processor(Self.new)).registry())
            _ = try await machines.runner().publish(RerenderOriginals().lowered().machine, as: RerenderOriginals.name)

            let environment = [
                "AWS_ENDPOINT_URL": machines.server.endpoint, "AWS_REGION": AWSServer.region,
                "AWS_ACCESS_KEY_ID": machines.account.accessKey, "AWS_SECRET_ACCESS_KEY": machines.account.secretKey,
                "RENDITIONS_ORIGINALS": "s3://\(bucket)/photos/", "RENDITIONS_RENDITIONS": "s3://\(bucket)/renditions/",
                "RENDITIONS_STATE_MACHINES": machines.machines,
            ]
            let cats = await ToolRun(
                ["rerender", "apply", "--on", "aws", "--prefix", "cats/", "--run", "one"], environment)
            #expect(cats.status == 0, "\(cats.errors)")
            #expect(cats.output.contains("1 original looked at, 0 failed"))
            #expect(try await Self.names(of: keys, records) == [["large"], ["large", "small"]])

            let arguments = ["rerender", "apply", "--on", "aws", "--run", "two"]
            let all = await ToolRun(arguments, environment)
            #expect(all.status == 0, "\(all.errors)")
            #expect(all.output.contains("2 originals looked at, 0 failed"))
            #expect(try await Self.names(of: keys, records) == [["large", "small"], ["large", "small"]])

            // The same command is the same execution.
            let again = await ToolRun(arguments, environment)
            #expect(again.status == 0)
            #expect(again.errors.contains("has ended already"))
            #expect(try await machines.runner().executions().count == 2)
        }
    }

    private static func names(of keys: [ObjectKey], _ records: MemoryMetadataStore) async throws -> [[String]] {
        var names: [[String]] = []
        for key in keys {
            names.append(try await records.record(AssetID(original: key))?.value.renditions.keys.sorted() ?? [])
        }
        return names
    }

    @Test(arguments: [
        (["--recipe", "web"], "the deployment's own"), (["--run", "no space"], "--run must be"),
        (["--originals", "photos"], "s3://bucket/prefix/"), ([], "RENDITIONS_RENDITIONS"),
    ])
    func wrongCommandLinesAreExplained(_ arguments: [String], _ text: String) async {
        let run = await ToolRun(
            ["rerender", "apply", "--on", "aws"] + arguments,
            ["RENDITIONS_ORIGINALS": "s3://originals/", "AWS_REGION": "us-east-1"])
        #expect(run.status == 2)
        #expect(run.errors.contains(text), "\(run.errors)")
    }

    @Test func whatIsNotDeployedIsTold() async throws {
        try await EmulatedMachines.with { machines in
            let run = await ToolRun(
                ["rerender", "apply", "--on", "aws"],
                [
                    "AWS_ENDPOINT_URL": machines.server.endpoint, "AWS_REGION": AWSServer.region,
                    "AWS_ACCESS_KEY_ID": machines.account.accessKey,
                    "AWS_SECRET_ACCESS_KEY": machines.account.secretKey, "RENDITIONS_ORIGINALS": "s3://originals/",
                    "RENDITIONS_RENDITIONS": "s3://renditions/", "RENDITIONS_STATE_MACHINES": machines.machines,
                ])
            #expect(run.status == 2)
            #expect(run.errors.contains("There is no such state machine"), "\(run.errors)")
        }
    }
}
