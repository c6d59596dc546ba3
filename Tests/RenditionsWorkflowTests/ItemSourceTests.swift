import ASLCases
import RenditionsWorkflow
import Synchronization
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Maps whose items are kept elsewhere.
@Suite struct ItemSourceTests {
    struct Sweep: Codable, Hashable, Sendable {
        var bucket = "originals"
        var prefix = "cats/"
        var results = "results"
        var under = "run/"

        enum Fields {
            static let bucket = Field("bucket", \Sweep.bucket)
            static let prefix = Field("prefix", \Sweep.prefix)
            static let results = Field("results", \Sweep.results)
            static let under = Field("under", \Sweep.under)
        }
    }

    struct Touch: WorkflowTask {
        static let name: TaskName = "touch"
        let log: CallList
        var failing: Set<String> = []

        func run(_ item: ObjectItem<Sweep>, in context: TaskContext) async throws -> Bool {
            log.add("\(item.object.key):\(item.object.size):\(item.input.prefix)")
            if failing.contains(item.object.key) { throw Refused() }
            return true
        }

        struct Refused: Error {}
    }

    struct Sweeping: Workflow {
        static let name = "sweeping"
        var tolerated = 0

        var body: some WorkflowNode<Sweep, Sweep> {
            ForEachObject(
                "each", in: Sweep.Fields.bucket, under: Sweep.Fields.prefix, resultsIn: Sweep.Fields.results,
                under: Sweep.Fields.under, concurrency: 2, toleratedPercentage: tolerated
            ) { Step(Touch.self) }
        }
    }

    final class CallList: Sendable {
        private let calls = Mutex<[String]>([])
        var all: [String] { calls.withLock { $0 } }
        func add(_ call: String) { calls.withLock { $0.append(call) } }
    }

    /// A bucket of few objects, which remembers what was asked for.
    struct Bucket: ItemSource {
        var keys: [String]
        let log = CallList()

        func items(_ request: ItemRequest) throws -> [JSONValue] {
            log.add("\(request.source) \(request.parameters.canonicalJSON)")
            guard request.bucket == "originals" else { throw ItemSourceError("There is no such bucket.") }
            return keys.map { ["Key": .string($0), "Size": .integer($0.utf8.count)] }
        }
    }

    private static func runner(
        _ bucket: Bucket?, _ log: CallList = CallList(), failing: Set<String> = []
    ) throws -> InProcessRunner {
        var registry = try TaskRegistry([Touch(log: log, failing: failing)])
        registry.items = bucket
        return InProcessRunner(registry: registry, clock: WorkflowClock(HurriedClock(factor: 100)))
    }

    @Test func loweringGivesThisDocument() throws {
        let expected = try JSONValue(
            json: """
                {"StartAt": "each", "States": {"each": {"Type": "Map",
                  "ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2",
                    "Parameters": {"Bucket.$": "$.bucket", "Prefix.$": "$.prefix"}},
                  "ItemSelector": {"object.$": "$$.Map.Item.Value", "input.$": "$"},
                  "MaxConcurrency": 2, "ToleratedFailurePercentage": 30.0,
                  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                    "StartAt": "touch", "States": {"touch": {"Type": "Task",
                      "Resource": "arn:aws:states:::lambda:invoke",
                      "Parameters": {"FunctionName": "renditions-tasks",
                        "Payload": {"task": "touch", "input.$": "$"}}, "OutputPath": "$.Payload", "End": true}}},
                  "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
                    "Parameters": {"Bucket.$": "$$.Execution.Input.results", "Prefix.$": "$$.Execution.Input.under"}},
                  "ResultPath": null, "End": true}}}
                """)
        let machine = try Sweeping(tolerated: 30).lowered().machine
        #expect(machine.document == expected)
        #expect(machine.hasDistributedMaps && machine.listsObjects && machine.writesResults)
        #expect(machine.tasks == ["touch"])
    }

    @Test func eachObjectIsWorkedOnAndTheValueStays() async throws {
        let (bucket, log) = (Bucket(keys: ["cats/a", "cats/bb"]), CallList())
        let output = try await Self.runner(bucket, log).run(Sweeping().lowered(), input: Sweep())
        #expect(output == Sweep())
        #expect(Set(log.all) == ["cats/a:6:cats/", "cats/bb:7:cats/"])
        #expect(bucket.log.all == ["listing {\"Bucket\":\"originals\",\"Prefix\":\"cats/\"}"])
    }

    @Test func noObjectsAreNoWork() async throws {
        #expect(try await Self.runner(Bucket(keys: [])).run(Sweeping().lowered(), input: Sweep()) == Sweep())
    }

    @Test func someMayFail() async throws {
        let bucket = Bucket(keys: ["a", "b", "c", "d"])
        let tolerant = try Self.runner(bucket, failing: ["b"])
        #expect(try await tolerant.run(Sweeping(tolerated: 25).lowered(), input: Sweep()) == Sweep())
        let strict = try Self.runner(bucket, failing: ["b", "c"])
        let execution = try await strict.start(Sweeping(tolerated: 25).lowered(), input: Sweep())
        guard case .failed(let error, _) = try await strict.outcome(of: execution.identity) else {
            Issue.record("It has not failed.")
            return
        }
        #expect(error == ErrorName.exceedToleratedFailureThreshold)
    }

    @Test func whatCanNotBeReadIsToldAndCanBeCaught() async throws {
        let runner = try Self.runner(Bucket(keys: []))
        var elsewhere = Sweep()
        elsewhere.bucket = "elsewhere"
        let execution = try await runner.start(Sweeping().lowered(), input: elsewhere)
        #expect(
            try await runner.outcome(of: execution.identity)
                == .failed(error: ErrorName.itemReaderFailed, cause: "There is no such bucket."))
        let types = try await runner.history(of: execution.identity).map(\.type)
        #expect(
            types == [
                .executionStarted, .mapStateEntered, .mapStateStarted, .mapRunStarted, .mapRunFailed, .mapStateFailed,
                .executionFailed,
            ])

        var document = try #require(try Sweeping().lowered().machine.document.objectValue)
        var states = try #require(document["States"]?.objectValue)
        var each = try #require(states["each"]?.objectValue)
        each["Catch"] = [["ErrorEquals": ["States.ItemReaderFailed"], "Next": "saved"]]
        states["each"] = .object(each)
        states["saved"] = ["Type": "Pass", "Result": "saved", "End": true]
        document["States"] = .object(states)
        let caught = try StateMachine(document: .object(document))
        let request = StartRequest(workflow: "caught", machine: caught, input: try JSONValue(encoding: elsewhere))
        #expect(try await runner.run(request) == "saved")
    }

    /// What was read counts for the execution, however often it is taken up again.
    @Test func itemsAreReadOnce() throws {
        let machine = try Sweeping().lowered().machine
        var interpreter = Interpreter(
            machine: machine, identity: .init(workflow: "w", name: "n"), input: try JSONValue(encoding: Sweep()),
            seed: 1)
        let first = interpreter.handle(.start, at: .now)
        let asked = try #require(first.tasks.first)
        #expect(first.tasks.count == 1)
        #expect(asked.items?.source == .listing)
        #expect(asked.items?.bucket == "originals")
        // After a crash before the answer it is asked for again, after it never.
        var again = try Interpreter(
            machine: machine, resuming: ExecutionSnapshot(encoded: interpreter.snapshot.encoded()))
        #expect(again.pendingTasks == [asked])
        let items: JSONValue = [["Key": "a", "Size": 1]]
        let second = again.handle(.taskSucceeded(asked.id, output: items), at: .now)
        #expect(second.tasks.map { $0.items } == [nil])
        let last = try Interpreter(machine: machine, resuming: ExecutionSnapshot(encoded: again.snapshot.encoded()))
        #expect(last.pendingTasks.map(\.state) == ["touch"])
    }

    @Test func withoutASourceNothingBegins() async throws {
        let runner = try Self.runner(nil)
        do {
            _ = try await runner.start(Sweeping().lowered(), input: Sweep())
            Issue.record("It has begun.")
        } catch let error as WorkflowError {
            #expect(error.code == .unregisteredTask)
            #expect(error.faults.first?.description.contains("'each'") == true)
        }
    }

    @Test(arguments: [
        (#""ItemReader": {"Resource": "arn:aws:states:::dynamodb:scan"}"#, WorkflowError.Code.unsupportedDocument),
        (
            #""ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "MANIFEST"}}"#,
            .unsupportedDocument
        ),
        (#""ItemReader": {"Parameters": {}}"#, .invalidDocument),
        (#""ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Bucket": "a"}"#, .invalidDocument),
        (
            #""ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "a"}}"#,
            .unsupportedDocument
        ),
    ])
    func whatIsNotReadOrWrittenIsRefused(_ field: String, _ code: WorkflowError.Code) {
        let text = """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, \(field), "ItemProcessor": {
              "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
              "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}
            """
        do {
            _ = try StateMachine(json: text)
            Issue.record("It was not refused: \(field)")
        } catch let error as WorkflowError {
            #expect(error.code == code, "\(error.faults)")
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test(arguments: [
        ("[1,{\"a\":2}]", "{}", "[1,{\"a\":2}]"),
        ("1\n{\"a\":2}\n\n", #"{"InputType":"JSONL"}"#, "[1,{\"a\":2}]"),
        (
            "Bucket;Key\r\na;\"b\"\"c;\nd\"\r\ne\r\n",
            #"{"InputType":"CSV","CSVHeaderLocation":"FIRST_ROW","CSVDelimiter":"SEMICOLON"}"#,
            #"[{"Bucket":"a","Key":"b\"c;\nd"},{"Bucket":"e","Key":""}]"#
        ),
        (
            "a,b,c\n\n,,", #"{"InputType":"CSV","CSVHeaderLocation":"GIVEN","CSVHeaders":["x","y"]}"#,
            #"[{"x":"a","y":"b"},{"x":"","y":""}]"#
        ),
        ("", #"{"InputType":"CSV","CSVHeaderLocation":"FIRST_ROW"}"#, "[]"),
        // Other characters end a line elsewhere, and none in lines of JSON.
        (
            "{\"Key\":\"a\u{2028}b\u{2029}c\u{85}d\"}\r\n\r\n{\"Key\":\r1}\n \n2", #"{"InputType":"JSONL"}"#,
            "[{\"Key\":\"a\u{2028}b\u{2029}c\u{85}d\"},{\"Key\":1},2]"
        ),
        (
            "h\u{2028}x\na\u{2029}b\u{85}c\r\nd\n", #"{"InputType":"CSV","CSVHeaderLocation":"FIRST_ROW"}"#,
            "[{\"h\u{2028}x\":\"a\u{2029}b\u{85}c\"},{\"h\u{2028}x\":\"d\"}]"
        ),
    ])
    func textBecomesItems(_ text: String, _ configuration: String, _ items: String) throws {
        #expect(
            try JSONValue.array(ItemText.items(text, JSONValue(json: configuration))) == (try JSONValue(json: items)))
    }

    @Test(arguments: [
        ("{}", "{}"), ("[1", "{}"), ("1\n{", #"{"InputType":"JSONL"}"#), ("a,a\n", #"{"InputType":"CSV"}"#),
        ("", #"{"InputType":"MANIFEST"}"#),
    ])
    func textThatIsNoItemsIsRefused(_ text: String, _ configuration: String) throws {
        let configuration = try JSONValue(json: configuration)
        #expect(throws: ItemSourceError.self) { try ItemText.items(text, configuration) }
    }
}
