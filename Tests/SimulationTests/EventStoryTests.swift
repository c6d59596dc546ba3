import CorpusFiles
import NIOCore
import Renditions
import RenditionsTasks
import RenditionsWorkflow
import Simulation
import Testing

/// The stories of events that the shared corpus tells reach the end that they ask for.
@Suite(.enabled(if: Corpus.mayRun, "\(Corpus.advice)")) struct EventStoryTests {
    @Test func everyStoryIsKnown() throws {
        let names = try Corpus.scenarios().map(\.name)
        let unknown = Set(names).subtracting(Self.stories.keys)
        #expect(unknown.isEmpty, "Say in `stories` what must come of these.")
        #expect(Set(Self.stories.keys).isSubset(of: names), "These are no longer told.")
    }

    @Test(arguments: stories.keys.sorted(), 1...5 as ClosedRange<UInt64>)
    func endsAsItShould(_ name: String, seed: UInt64) async throws {
        let scenario = try #require(try Corpus.scenarios().first { $0.name == name })
        let story = try #require(Self.stories[name])
        try await Rehearsal.run(seed: seed) { rehearsal in
            try await story(Telling(scenario: scenario, rehearsal: rehearsal))
        }
    }

    /// A story with the world in which it is told.
    struct Telling: Sendable {
        var scenario: CorpusScenario
        var rehearsal: Rehearsal

        /// Hands every delivery to an ingestor, one after the other.
        func deliver() async throws {
            let ingestor = try rehearsal.deployment.ingestor()
            for delivery in scenario.deliveries {
                let message = try IngestMessage(decoding: delivery)
                #expect(message.records.allSatisfy { $0.error == nil }, "every record can be read")
                for event in message.events { _ = try await ingestor.ingest(event) }
            }
            await rehearsal.settle()
        }

        /// Uploads a picture and tells its story.
        func tell(of key: ObjectKey) async throws {
            let original = try await rehearsal.upload(.good(1), at: key)
            try await deliver()
            expectReady(key, original)
        }

        func expectReady(_ key: ObjectKey, _ original: ObjectMetadata) {
            #expect(rehearsal.record(key)?.state == .ready)
            #expect(rehearsal.record(key)?.original.entityTag == original.entityTag)
            #expect(rehearsal.record(key)?.renditions.count == 2)
            #expect(rehearsal.renders(original) == 1)
        }

        func renditions(of key: ObjectKey) -> Int {
            rehearsal.deployment.renditions.objects.count { $0.key.renditionAsset == AssetID(original: key) }
        }
    }

    private static let stories: [String: @Sendable (Telling) async throws -> Void] = [
        "batch-one-poison": { telling in
            let first = try await telling.rehearsal.upload(.good(1), at: "in/ok1.jpg")
            let second = try await telling.rehearsal.upload(.good(2), at: "in/ok2.jpg")
            try await telling.rehearsal.upload(.poisoned, at: "in/poison.jpg")
            try await telling.deliver()
            telling.expectReady("in/ok1.jpg", first)
            telling.expectReady("in/ok2.jpg", second)
            #expect(telling.rehearsal.tries("in/ok1.jpg") == 1 && telling.rehearsal.tries("in/ok2.jpg") == 1)
            #expect((1...3).contains(telling.rehearsal.tries("in/poison.jpg")))
            #expect(telling.rehearsal.record("in/poison.jpg")?.state == .quarantined)
            let quarantine = telling.rehearsal.deployment.quarantine
            #expect(try await quarantine.entry(AssetID(original: "in/poison.jpg"))?.failure.code == "timed-out")
            #expect(try await quarantine.entry(AssetID(original: "in/ok1.jpg")) == nil)
        },
        "delete-then-late-put": { telling in
            let key: ObjectKey = "in/a.jpg"
            try await telling.rehearsal.upload(.good(1), at: key)
            _ = try await telling.rehearsal.deployment.ingestor().ingest(key)
            await telling.rehearsal.settle()
            #expect(telling.renditions(of: key) == 2, "there was something to delete")
            try await telling.rehearsal.deployment.originals.delete(key)
            try await telling.deliver()
            #expect(telling.renditions(of: key) == 0)
            #expect(telling.rehearsal.record(key)?.state == .deleted)
            let runner = try telling.rehearsal.deployment.ingestor().runner
            #expect(try await runner.executions().allSatisfy { $0.status == .succeeded }, "nothing is tried for ever")
        },
        "duplicate-x3": { telling in
            try await telling.tell(of: "in/a.jpg")
            #expect(telling.rehearsal.executions == 1)
            #expect(telling.renditions(of: "in/a.jpg") == 2)
        },
        "out-of-order-put-put": { telling in
            let older = try await telling.rehearsal.upload(.good(1), at: "in/a.jpg")
            let newer = try await telling.rehearsal.upload(.good(2), at: "in/a.jpg")
            try await telling.deliver()
            telling.expectReady("in/a.jpg", newer)
            #expect(telling.rehearsal.renders(older) == 0)
        },
        "own-output-loop": { telling in
            let key: ObjectKey = "thumbs/200/a.jpg"
            // As the store has it when renditions are put beside originals.
            try await telling.rehearsal.upload(
                .good(1), at: key, attributes: ["rendition-of": "\(AssetID(original: "a.jpg"))"])
            try await telling.deliver()
            #expect(telling.rehearsal.executions == 0)
            #expect(telling.rehearsal.record(key) == nil)
            #expect(telling.rehearsal.deployment.renditions.objects.isEmpty)
            #expect(telling.rehearsal.deployment.originals.objects.map(\.key) == [key])
        },
        "percent2b-key": { try await $0.tell(of: "in/1+1.jpg") },
        "plus-encoded-key": { try await $0.tell(of: "in/red flower.jpg") },
        "s3-test-event": { telling in
            try await telling.deliver()
            #expect(telling.rehearsal.executions == 0)
        },
        "sequencer-lengths": { telling in
            let first = try await telling.rehearsal.upload(.good(1), at: "in/a.jpg")
            let second = try await telling.rehearsal.upload(.good(2), at: "in/a.jpg")
            try await telling.deliver()
            telling.expectReady("in/a.jpg", second)
            #expect(telling.rehearsal.renders(first) == 0)
        },
    ]
}
