import AWSClient
import AWSServers
import NIOCore
import NIOHTTP1
import RenditionsAWS
import RenditionsWorkflow
import Synchronization
import Testing

/// Maps over listings, as Step Functions itself carries them out.
@Suite(
    .enabled(if: AWSServerKind.emulator.isWanted, "The emulator is not installed; `make aws-deps` does so."),
    .timeLimit(.minutes(5)))
struct DistributedMapTests {
    private struct Sweep: Codable, Hashable, Sendable {
        var bucket: String
        var prefix: String
        var under: String

        enum Fields {
            static let bucket = Field("bucket", \Sweep.bucket)
            static let prefix = Field("prefix", \Sweep.prefix)
            static let under = Field("under", \Sweep.under)
        }
    }

    private struct Touch: WorkflowTask {
        static let name: TaskName = "touch"
        let keys: Keys

        func run(_ item: ObjectItem<Sweep>, in context: TaskContext) async throws -> Bool {
            keys.add(item.object.key)
            if item.object.key.hasSuffix("bad") { throw Refused() }
            return true
        }

        struct Refused: Error {}
    }

    private final class Keys: Sendable {
        private let keys = Mutex<[String]>([])
        var all: [String] { keys.withLock { $0.sorted() } }
        func add(_ key: String) { keys.withLock { $0.append(key) } }
    }

    private struct Sweeping: Workflow {
        static let name = "sweeping"

        var body: some WorkflowNode<Sweep, Sweep> {
            ForEachObject(
                "each", in: Sweep.Fields.bucket, under: Sweep.Fields.prefix, resultsIn: Sweep.Fields.bucket,
                under: Sweep.Fields.under, concurrency: 4, toleratedPercentage: 100
            ) { Step(Touch.self) }
        }
    }

    @Test func eachObjectOfABucketIsWorkedOnAndCounted() async throws {
        let keys = Keys()
        try await EmulatedMachines.with(
            functions: [TaskRegistry.tasksFunction], allowed: ["lambda:InvokeFunction", "s3:*", "states:*"]
        ) { machines in
            machines.bridge.use(try TaskRegistry([Touch(keys: keys)]))
            let bucket = "swept-\(machines.account.account)"
            try await put(bucket, "", machines)
            for key in ["cats/a b", "cats/é", "cats/bad", "dogs/c"] { try await put(bucket, key, machines) }
            let runner = try machines.runner()
            let input = Sweep(bucket: bucket, prefix: "cats/", under: "results/")
            let execution = try await runner.start(Sweeping().lowered(), name: "one", input: input).identity
            #expect(try await runner.outcome(of: execution) == .succeeded(try JSONValue(encoding: input)))
            #expect(Set(keys.all) == ["cats/a b", "cats/é", "cats/bad"])
            #expect(try await runner.items(of: execution) == ItemCounts(total: 3, succeeded: 2, failed: 1))
        }
    }

    @Test func anExecutionWithoutMapsHasNoItems() async throws {
        try await EmulatedMachines.with { machines in
            let machine = try EmulatedMachines.machine("A", "\"A\": {\"Type\": \"Pass\", \"End\": true}")
            let runner = try machines.runner()
            let execution = try await runner.start(StartRequest(workflow: "w", machine: machine, input: [:])).identity
            _ = try await runner.outcome(of: execution)
            #expect(try await runner.items(of: execution) == ItemCounts())
            let nobody = ExecutionIdentity(workflow: "w", name: "nobody")
            let error = try await EmulatedMachines.failure { _ = try await runner.items(of: nobody) }
            #expect(error.code == .notFound)
        }
    }

    /// Makes the bucket, or an object in it.
    private func put(_ bucket: String, _ key: String, _ machines: EmulatedMachines) async throws {
        let client = try EmulatedTable.client(
            of: .s3, machines.server.endpoint, machines.account.accessKey, machines.account.secretKey, machines.http)
        let path = "/\(bucket)" + (key.isEmpty ? "" : "/" + PercentEncoding.encode(key, keepsSlashes: true))
        var request = AWSRequest("Put", method: .PUT, path: path)
        if !key.isEmpty { request.body = .bytes(ByteBuffer(string: key)) }
        _ = try await client.collect(request, upTo: 64 << 10)
    }
}
