import Logging
import NIOCore
import Renditions
import RenditionsTesting
import Testing

/// What the processor says, and to whom.
@Suite struct ProcessingLogTests {
    private let workshop = Workshop()

    private static func logger(_ log: CapturedLog, _ level: Logger.Level) -> Logger {
        var logger = Logger(label: "test") { _ in log }
        logger.logLevel = level
        return logger
    }

    /// The lines of two runs over a picture.
    private func lines(_ level: Logger.Level) async throws -> [String] {
        let log = CapturedLog()
        let processor = try workshop.processor(logger: Self.logger(log, level))
        try await workshop.upload()
        for _ in 0..<2 { try await processor.process(workshop.key) }
        return log.lines
    }

    @Test func everyStepIsLoggedAtDebug() async throws {
        let lines = try await lines(.debug)
        let messages = [
            "original fetched", "original probed", "renditions planned", "rendition stored", "pixels analyzed",
            "record written", "rendition is there already",
        ]
        for message in messages { #expect(lines.contains { $0.hasPrefix(message + " [") }, "\(message)") }
        for line in lines { #expect(line.contains("\"asset\": \(workshop.id)"), "\(line)") }
        #expect(lines.contains { $0.contains("\"rendition\": large") && $0.contains("\"size\": 16x12") })
    }

    @Test func keysAreLoggedAtTraceOnly() async throws {
        #expect(try await !lines(.debug).contains { $0.contains("uploads") || $0.contains("picture") })
        #expect(try await lines(.trace).contains { $0.contains("\"key\": uploads/picture.png") })
    }

    @Test func nothingIsSaidAboveDebug() async throws {
        #expect(try await lines(.info).isEmpty)
    }

    @Test func failuresAreLoggedByTheirCode() async throws {
        let log = CapturedLog()
        try await workshop.originals.put(ObjectBody("no image".utf8), at: workshop.key)
        let processor = try workshop.processor(logger: Self.logger(log, .debug))
        _ = await codeOfError { try await processor.process(workshop.key) }
        #expect(log.lines.contains { $0.hasPrefix("processing failed") && $0.contains("\"code\": unknown-format") })
    }

    @Test func aFailureThatCannotBeRecordedIsStillTheOneThatIsThrown() async throws {
        let log = CapturedLog()
        try await workshop.originals.put(ObjectBody("no image".utf8), at: workshop.key)
        let records = FaultyMetadataStore(
            workshop.records, faults: [.calls(1...9, of: .put, throwing: StoreError(.storageFull, "As asked for."))])
        let processor = try workshop.processor(records: records, logger: Self.logger(log, .debug))
        let error = await #expect(throws: RenderError.self) { try await processor.process(workshop.key) }
        #expect(error?.code == .unknownFormat)
        #expect(error?.message.hasSuffix(" This failure could not be recorded (storage-full).") == true)
        #expect(log.lines.contains { $0.hasPrefix("failure not recorded") && $0.contains("\"code\": storage-full") })
    }

    @Test func aFailureOfAStoreTellsOfItsLostRecordToo() async throws {
        try await workshop.upload()
        let renditions = FaultyObjectStore(
            workshop.renditions, faults: [.calls([1], of: .put, throwing: StoreError(.permissionDenied, "Denied."))])
        let records = FaultyMetadataStore(workshop.records, faults: [.calls(1...9, of: .put)])
        let processor = try workshop.processor(renditions: renditions, records: records)
        let error = await #expect(throws: StoreError.self) { try await processor.process(workshop.key) }
        #expect(error?.code == .permissionDenied)
        #expect(error?.message == "Denied. This failure could not be recorded (unavailable).")
    }
}
