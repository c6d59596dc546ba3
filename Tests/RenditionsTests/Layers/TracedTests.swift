import Foundation
import InMemoryTracing
import Renditions
import RenditionsTesting
import Testing
import Tracing

@Suite struct TracedTests {
    private let tracer = InMemoryTracer()

    @Test func everyCallOfAnObjectStoreIsASpan() async throws {
        let store = MemoryObjectStore().traced(as: "originals", tracer: tracer)
        try await store.put(ObjectBody([1, 2, 3]), at: "secret/a")
        _ = try await store.get("secret/a", options: GetOptions(range: .from(1)))
        _ = try await store.page(ListRequest())
        try await store.delete("secret/a")
        #expect(
            tracer.finishedSpans.map(Line.init) == [
                Line("renditions.object_store.put", ["store": "originals", "outcome": "ok", "bytes": "3"]),
                Line("renditions.object_store.get", ["store": "originals", "outcome": "ok", "bytes": "2"]),
                Line("renditions.object_store.page", ["store": "originals", "outcome": "ok", "objects": "1"]),
                Line("renditions.object_store.delete", ["store": "originals", "outcome": "ok"]),
            ])
        #expect(tracer.activeSpans.isEmpty)
    }

    @Test func everyCallOfAMetadataStoreIsASpan() async throws {
        let store = MemoryMetadataStore().traced(as: "records", tracer: tracer)
        let record = Self.record
        let revision = try await store.put(record)
        _ = try await store.record(record.id)
        _ = try await store.page(RecordRequest())
        try await store.delete(record.id, if: .at(revision))
        let id = record.id.rawValue
        #expect(
            tracer.finishedSpans.map(Line.init) == [
                Line("renditions.metadata_store.put", ["store": "records", "outcome": "ok", "asset": id]),
                Line("renditions.metadata_store.record", ["store": "records", "outcome": "ok", "asset": id]),
                Line("renditions.metadata_store.page", ["store": "records", "outcome": "ok", "records": "1"]),
                Line("renditions.metadata_store.delete", ["store": "records", "outcome": "ok", "asset": id]),
            ])
    }

    /// An error's text may hold a key; its code does not.
    @Test func aFailureIsToldByItsCodeAlone() async throws {
        let failure = StoreError(.unavailable, "The server of secret/a is away.")
        let store = FaultyObjectStore(
            MemoryObjectStore(), faults: [.random(probability: 1, throwing: failure)]
        ).traced(as: "originals", tracer: tracer)
        _ = try? await store.get("secret/a")
        let span = try #require(tracer.finishedSpans.first)
        #expect(
            Line(span) == Line("renditions.object_store.get", ["store": "originals", "outcome": "unavailable"]))
        #expect(span.status?.code == .error && span.status?.message == "unavailable")
        #expect(span.errors.isEmpty && span.events.isEmpty)
    }

    @Test func spansLieWithinTheOneAroundThem() async throws {
        let store = MemoryObjectStore().traced(as: "inner", tracer: tracer).traced(as: "outer", tracer: tracer)
        _ = try await tracer.withSpan("upload") { _ in
            try await store.put(ObjectBody([1]), at: "a")
        }
        let spans = tracer.finishedSpans
        try #require(spans.count == 3)
        #expect(spans.map { $0.attributes.get("renditions.store") } == ["inner", "outer", nil])
        #expect(spans[0].parentSpanID == spans[1].spanID)
        #expect(spans[1].parentSpanID == spans[2].spanID)
    }

    /// What a test compares of a span: its name, and its attributes without the `renditions.` before their names.
    private struct Line: Equatable {
        var name: String
        var attributes: [String: String]

        init(_ name: String, _ attributes: [String: String]) {
            self.name = name
            self.attributes = attributes
        }

        init(_ span: FinishedInMemorySpan) {
            var attributes: [String: String] = [:]
            span.attributes.forEach { name, value in
                let text =
                    switch value {
                    case .string(let text): text
                    case .int32(let number): String(number)
                    case .int64(let number): String(number)
                    default: "\(value)"
                    }
                attributes[name.hasPrefix("renditions.") ? String(name.dropFirst(11)) : "?" + name] = text
            }
            self.init(span.operationName, attributes)
        }
    }

    private static var record: AssetRecord {
        let time = Date(timeIntervalSince1970: 1)
        let original = ObjectMetadata(key: "secret/a", size: 1, entityTag: EntityTag("tag"), modified: time)
        return AssetRecord(id: AssetID(original: "secret/a"), original: original, created: time, updated: time)
    }
}
