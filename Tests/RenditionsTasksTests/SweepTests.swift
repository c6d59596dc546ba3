import NIOCore
import Renditions
import RenditionsTasks
import RenditionsTesting
import Synchronization
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a sweep takes, and what it must leave.
@Suite struct SweepTests {
    /// A clock that stands until it is set.
    private final class Time: Sendable {
        private let date = Mutex(Date(timeIntervalSince1970: 1_800_000_000))

        var clock: WallClock { WallClock { self.date.withLock { $0 } } }
        func pass(_ seconds: Double) { date.withLock { $0 += seconds } }
    }

    private let time = Time()
    private let room: Darkroom

    init() { room = Darkroom(clock: time.clock) }

    private func processor(_ recipe: Recipe = Darkroom.recipe) throws -> ImageProcessor {
        try ImageProcessor(
            originals: room.originals, renditions: room.renditions, records: room.records, engine: ReferenceEngine(),
            recipe: recipe, clock: time.clock)
    }

    private func sweep(deletes: Bool = true) async throws -> SweepResult {
        try await Sweep(renditions: room.renditions, records: room.records, clock: time.clock).run(deletes: deletes)
    }

    @Test func whatRecordsNameStays() async throws {
        try await room.upload()
        try await processor().process(room.key)
        time.pass(10 * 86_400)
        let result = try await sweep()
        #expect(result.checked == 2 && result.orphans == 0)
        #expect(try await room.stored().count == 2)
    }

    @Test func olderVersionsGoOnceTheyAreOld() async throws {
        try await room.upload(1)
        try await processor().process(room.key)
        try await room.upload(2)
        let record = try await processor().process(room.key)
        #expect(try await sweep().orphans == 0, "young ones stay")
        time.pass(2 * 86_400)
        #expect(try await sweep(deletes: false).orphans == 2)
        #expect(try await room.stored().count == 4)
        let result = try await sweep()
        #expect(result.orphans == 2 && result.bytes > 0 && result.damaged.isEmpty)
        #expect(Set(try await room.stored()) == Set(record.renditions.values.map(\.key)))
    }

    @Test func everythingStaysOfAnAssetThatSomebodyWorksOn() async throws {
        try await room.upload(1)
        try await processor().process(room.key)
        time.pass(2 * 86_400)
        try await room.upload(2)
        try await processor().process(room.key)
        #expect(try await sweep().orphans == 0)
    }

    @Test func whatNoRecordTellsOfGoes() async throws {
        try await room.upload()
        try await processor().process(room.key)
        try await room.records.delete(room.id)
        time.pass(2 * 86_400)
        #expect(try await sweep().orphans == 2)
        #expect(try await room.stored().isEmpty)
    }

    @Test func whatIsForeignStays() async throws {
        try await room.renditions.put(ObjectBody(ByteBuffer(string: "x")), at: "notes.txt")
        time.pass(2 * 86_400)
        #expect(try await sweep().foreign == 1)
        #expect(try await room.stored() == ["notes.txt"])
    }

    @Test func tombstonesGoWhenNothingCanBeThatLate() async throws {
        try await room.upload()
        try await processor().process(room.key)
        try await processor().eraser.erase(room.key, because: .requested)
        time.pass(29 * 86_400)
        #expect(try await sweep().tombstones == 0)
        time.pass(2 * 86_400)
        #expect(try await sweep(deletes: false).tombstones == 1)
        #expect(try await sweep().tombstones == 1)
        #expect(try await room.record() == nil)
    }

    @Test func tombstonesThatRefuseAnOriginalStay() async throws {
        try await room.upload()
        try await processor().eraser.erase(room.key, because: .requested, keepsOriginal: true)
        time.pass(100 * 86_400)
        #expect(try await sweep().tombstones == 0)
    }
}
