import InMemoryTracing
import NIOCore
import RenditionsLambda
import Testing
import Tracing

/// Invocations in traces. The program's tracer is one for the whole process.
@Suite struct TraceTests {
    private static let tracer: InMemoryTracer = {
        let tracer = InMemoryTracer()
        InstrumentationSystem.bootstrap(tracer)
        return tracer
    }()

    @Test func everyInvocationHasASpan() async throws {
        let tracer = Self.tracer
        let handler = ClosureHandler { event, _ in
            try withSpan("inner") { span in
                span.attributes["event"] = String(buffer: event)
                if String(buffer: event) == "traced-2" { throw CancellationError() }
                return event
            }
        }
        let trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"
        try await ServedFunction.run(handler) { emulator, _ in
            _ = await emulator.invoke("traced-1", trace: trace, id: "traced-1")
            _ = await emulator.invoke("traced-2", id: "traced-2")
            _ = await emulator.invoke("traced-3", id: "traced-3")
        }
        func span(_ id: String) throws -> FinishedInMemorySpan {
            try #require(
                tracer.finishedSpans.first { $0.attributes["faas.invocation_id"]?.toSpanAttribute() == .string(id) })
        }
        let first = try span("traced-1")
        #expect(first.operationName == "renditions.lambda.invocation" && first.kind == .server)
        #expect(first.attributes["faas.coldstart"]?.toSpanAttribute() == .bool(true))
        #expect(first.attributes["renditions.outcome"]?.toSpanAttribute() == .string("ok"))
        let second = try span("traced-2")
        #expect(second.attributes["faas.coldstart"]?.toSpanAttribute() == .bool(false))
        #expect(second.attributes["renditions.outcome"]?.toSpanAttribute() == .string("failed"))
        #expect(second.status?.code == .error)
        let inner = try #require(
            tracer.finishedSpans.first { $0.attributes["event"]?.toSpanAttribute() == .string("traced-1") })
        #expect(inner.spanContext.parentSpanID == first.spanContext.spanID)
    }

    /// What Lambda names, in the words of X-Ray and of W3C.
    @Test func theTraceIsHandedToTheTracer() async throws {
        _ = Self.tracer
        let trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"
        try await ServedFunction.run(ClosureHandler { event, _ in event }) { emulator, _ in
            _ = await emulator.invoke("", trace: trace, id: "extracted")
        }
        let carriers = Self.tracer.performedContextExtractions.compactMap { $0.carrier as? String }
        #expect(carriers.contains(trace))
    }

    @Test func theHeaderInTheWordsOfW3C() {
        func parent(_ header: String) -> String? { XRayHeader(header)?.traceParent }
        let root = "Root=1-5759E988-bd862e3fe1be46a994272793"
        #expect(
            parent("\(root);Parent=53995c3f42cd8ad8;Sampled=1")
                == "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01")
        #expect(
            parent("Parent=53995c3f42cd8ad8; \(root);Lineage=a:1")
                == "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-00")
        for header in ["", root, "Root=1-x;Parent=53995c3f42cd8ad8", "\(root);Parent=5399", "Root;Parent", ";;=;"] {
            #expect(parent(header) == nil, "\(header)")
        }
    }
}
