import Foundation
import InMemoryTracing
import Renditions
import RenditionsTesting
import Testing
import Tracing

/// The spans of a run: their names, how they lie in each other, and that they name nobody.
@Suite struct ProcessingSpanTests {
    private let tracer = InMemoryTracer()
    private let workshop = Workshop()

    private func processor(_ recipe: Recipe = Workshop.recipe) throws -> ImageProcessor {
        try ImageProcessor(
            originals: workshop.originals.traced(as: "originals", tracer: tracer),
            renditions: workshop.renditions.traced(as: "renditions", tracer: tracer),
            records: workshop.records.traced(as: "records", tracer: tracer), engine: ReferenceEngine(), recipe: recipe,
            tracer: tracer)
    }

    /// Each span as `parent > name`, in the order in which they ended.
    private var lines: [String] {
        let spans = tracer.finishedSpans
        let names = Dictionary(spans.map { ($0.spanID, $0.operationName) }) { first, _ in first }
        return spans.map { span in
            ["\(span.parentSpanID.flatMap { names[$0] } ?? "-")", span.operationName]
                .map { $0.replacing("renditions.", with: "") }.joined(separator: " > ")
        }
    }

    @Test func everyStageIsASpanWithItsCallsInIt() async throws {
        try await workshop.upload()
        try await processor().process(workshop.key)
        #expect(
            lines == [
                "process > metadata_store.record", "process.fetch > object_store.get", "process > process.fetch",
                "process > process.probe", "process > process.plan",
                "process > object_store.get", "process > object_store.get", "process > object_store.get",
                "process > process.render",
                "process.put > object_store.put", "process > process.put",
                "process.put > object_store.put", "process > process.put",
                "process.put > object_store.put", "process > process.put",
                "process.record > metadata_store.record", "process.record > object_store.get",
                "process.record > metadata_store.put", "process > process.record", "- > process",
            ])
        #expect(tracer.activeSpans.isEmpty)
    }

    @Test func attributesSayWhatWasDoneAndNotToWhose() async throws {
        try await workshop.upload()
        try await processor().process(workshop.key)
        let spans = tracer.finishedSpans
        func values(_ name: String, _ attribute: String) -> [SpanAttribute?] {
            spans.filter { $0.operationName == name }.map { $0.attributes.get("renditions." + attribute) }
        }
        #expect(values("renditions.process", "recipe") == [.string("test")])
        #expect(values("renditions.process.probe", "format") == [.string("png")])
        #expect(values("renditions.process.render", "count") == [.int64(4)])
        #expect(values("renditions.process.record", "state") == [.string("ready")])
        let names = values("renditions.process.put", "rendition").compactMap { $0 }
        #expect(Set(names.map { "\($0)" }).count == 3)
        for span in spans {
            if span.operationName.hasPrefix("renditions.process") {
                #expect(span.attributes.get("renditions.asset") == .string(workshop.id.rawValue))
            }
            span.attributes.forEach { _, value in #expect(!"\(value)".contains("uploads")) }
        }
    }

    @Test func whatIsThereAlreadyHasNoSpansOfItsMaking() async throws {
        try await workshop.upload()
        try await processor().process(workshop.key)
        tracer.clearFinishedSpans()
        try await processor().process(workshop.key)
        let names = tracer.finishedSpans.map(\.operationName)
        #expect(names.contains("renditions.process.record"))
        #expect(!names.contains("renditions.process.render") && !names.contains("renditions.process.put"))
    }

    @Test func aFailureIsToldByItsCodeInTheStageAndInTheRun() async throws {
        try await workshop.originals.put(ObjectBody("no image".utf8), at: workshop.key)
        _ = try? await processor().process(workshop.key)
        let failed = tracer.finishedSpans.filter { $0.status?.code == .error }
        #expect(failed.map(\.operationName) == ["renditions.process.probe", "renditions.process"])
        for span in failed {
            #expect(span.attributes.get("renditions.outcome") == .string("unknown-format"))
            #expect(span.errors.isEmpty)
        }
        // The failure itself is recorded, in a stage that succeeds.
        let record = tracer.finishedSpans.first { $0.operationName == "renditions.process.record" }
        #expect(record?.attributes.get("renditions.state") == .string("failed"))
    }

    /// What comes out is what the page says, and the page says nothing that doesn't.
    @Test func theDocumentListsEverySpan() async throws {
        try await workshop.upload()
        let processor = try processor()
        try await processor.process(workshop.key)
        _ = try await processor.originals.page(ListRequest())
        _ = try await processor.records.page(RecordRequest())
        try await processor.originals.delete(workshop.key)
        try await processor.records.delete(workshop.id)
        var lines: [String: Set<String>] = [:]
        for span in tracer.finishedSpans {
            span.attributes.forEach { name, _ in lines[span.operationName, default: []].insert(name) }
        }
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        let page = try String(contentsOfFile: parts.joined(separator: "/") + "/Docs/Observability.md", encoding: .utf8)
        var listed: [String: Set<String>] = [:]
        for row in page.split(separator: "\n") where row.hasPrefix("| `renditions.") {
            let words = row.split(separator: "`").map(String.init).filter { $0.hasPrefix("renditions.") }
            listed[words[0]] = Set(words.dropFirst()).union(["renditions.outcome"])
        }
        #expect(lines == listed)
    }

    /// Events are told from a task of their own, which inherits the span around it.
    @Test func eventsLieInTheSpanOfWhoAsksForThem() async throws {
        try await workshop.upload()
        let processor = try processor()
        try await tracer.withSpan("upload") { _ in
            for try await _ in processor.events(processing: workshop.key) {}
        }
        #expect(lines.suffix(2) == ["upload > process", "- > upload"])
    }
}
