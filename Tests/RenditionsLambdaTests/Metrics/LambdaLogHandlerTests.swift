import Foundation
import Logging
import NIOCore
import RenditionsLambda
import RenditionsWorkflow
import Synchronization
import Testing

/// Lines of the log as CloudWatch reads them.
@Suite struct LambdaLogHandlerTests {
    private final class Lines: Sendable {
        let texts = Mutex<[String]>([])
        var output: LineOutput { LineOutput { line in self.texts.withLock { $0.append(line) } } }
    }

    @Test func everyMessageIsAnObjectOnItsLine() throws {
        let lines = Lines()
        let logger = Logger(label: "test") { LambdaLogHandler(label: $0, level: .debug, output: lines.output) }
        logger.debug("a \"line\"\nand another", metadata: ["a": "1", "b": ["c": ["d", "e"]]])
        logger.trace("not told")
        let text = try #require(lines.texts.withLock { $0.first })
        #expect(!text.contains("\n") && lines.texts.withLock { $0.count } == 1)
        let line = try JSONValue(json: text)
        #expect(line["level"] == "debug" && line["label"] == "test" && line["message"] == "a \"line\"\nand another")
        #expect(line["metadata"] == ["a": "1", "b": ["c": ["d", "e"]]])
        #expect(line["time"]?.stringValue?.hasSuffix("Z") == true && line["request_id"] == nil)
    }

    /// Whatever logs within an invocation says which one it is.
    @Test func theInvocationIsNamed() async throws {
        let lines = Lines()
        let logger = Logger(label: "test") { LambdaLogHandler(label: $0, output: lines.output) }
        let handler = ClosureHandler { event, _ in
            await withTaskGroup(of: Void.self) { group in group.addTask { logger.info("deep") } }
            return event
        }
        let trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"
        try await ServedFunction.run(handler) { emulator, _ in
            _ = await emulator.invoke("", trace: trace, id: "one")
            _ = await emulator.invoke("", id: "two")
        }
        let written = try lines.texts.withLock { try $0.map { try JSONValue(json: $0) } }
        #expect(written.map { $0["request_id"] } == ["one", "two"])
        #expect(written.map { $0["trace_id"] } == ["1-5759e988-bd862e3fe1be46a994272793", nil])
    }
}
