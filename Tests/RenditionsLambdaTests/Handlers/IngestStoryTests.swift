import CorpusFiles
import Renditions
import RenditionsLambda
import RenditionsTasks
import RenditionsWorkflow
import Testing

/// The stories of events that the shared corpus tells, told to a function as S3 tells them and by a queue.
@Suite(.enabled(if: Corpus.mayRun, "\(Corpus.advice)")) struct IngestStoryTests {
    @Test func everyStoryIsKnown() throws {
        let names = try Corpus.scenarios().map(\.name)
        let unknown = Set(names).subtracting(Self.stories.keys)
        #expect(unknown.isEmpty, "Say in `stories` what must come of these.")
        #expect(Set(Self.stories.keys).isSubset(of: names), "These are no longer told.")
    }

    @Test(arguments: stories.keys.sorted(), [false, true])
    func endsAsItShould(_ name: String, isQueued: Bool) async throws {
        let scenario = try #require(try Corpus.scenarios().first { $0.name == name })
        let story = try #require(Self.stories[name])
        let telling = Telling(scenario: scenario, isQueued: isQueued, function: try TriggeredFunction())
        try await story(telling)
    }

    struct Telling: Sendable {
        var scenario: CorpusScenario
        var isQueued: Bool
        var function: TriggeredFunction

        /// Hands every delivery to the function, one after the other. None of them fails.
        func deliver() async throws {
            for delivery in scenario.deliveries {
                if isQueued {
                    let batch = Notification.queue([String(decoding: delivery, as: UTF8.self)])
                    #expect(try await function.invoke(batch) == ["batchItemFailures": []])
                } else {
                    _ = try await function.invoke(delivery)
                }
            }
        }

        func tell(of key: ObjectKey, uploads: Int = 1) async throws {
            for number in 0..<uploads { try await function.upload(key, side: 40 + number) }
            try await deliver()
            #expect(try await function.state(of: key) == .ready)
            #expect(try await function.runner.executions().count == 1)
            let record = try await function.records.record(AssetID(original: key))
            #expect(record?.value.info?.size.width == 39 + uploads)
        }
    }

    private static let stories: [String: @Sendable (Telling) async throws -> Void] = [
        "batch-one-poison": { telling in
            let function = telling.function
            try await function.upload("in/ok1.jpg")
            try await function.upload("in/ok2.jpg")
            _ = try await function.originals.put(ObjectBody([UInt8]("poison".utf8)), at: "in/poison.jpg")
            try await telling.deliver()
            #expect(try await function.state(of: "in/ok1.jpg") == .ready)
            #expect(try await function.state(of: "in/ok2.jpg") == .ready)
            #expect(try await function.state(of: "in/poison.jpg") == .failed)
            #expect(try await function.runner.executions().count == 3)
        },
        "delete-then-late-put": { telling in
            try await telling.function.upload("in/a.jpg")
            _ = try await telling.function.ingestor.ingest("in/a.jpg")
            #expect(try await telling.function.state(of: "in/a.jpg") == .ready)
            try await telling.function.originals.delete("in/a.jpg")
            try await telling.deliver()
            #expect(try await telling.function.state(of: "in/a.jpg") == .deleted)
            #expect(try await telling.function.renditions.page(ListRequest()).objects.isEmpty)
        },
        "duplicate-x3": { try await $0.tell(of: "in/a.jpg") },
        "out-of-order-put-put": { try await $0.tell(of: "in/a.jpg", uploads: 2) },
        "own-output-loop": { telling in
            try await telling.function.upload("thumbs/200/a.jpg", attributes: ["rendition-of": "a"])
            try await telling.deliver()
            #expect(try await telling.function.runner.executions().isEmpty)
        },
        "percent2b-key": { try await $0.tell(of: "in/1+1.jpg") },
        "plus-encoded-key": { try await $0.tell(of: "in/red flower.jpg") },
        "s3-test-event": { telling in
            try await telling.deliver()
            #expect(try await telling.function.runner.executions().isEmpty)
        },
        "sequencer-lengths": { try await $0.tell(of: "in/a.jpg", uploads: 2) },
    ]
}
