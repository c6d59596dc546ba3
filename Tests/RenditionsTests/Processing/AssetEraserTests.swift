import Renditions
import RenditionsTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What is left of an asset after it was erased, and what may come after.
@Suite struct AssetEraserTests {
    private let workshop = Workshop()

    private func eraser(_ records: (any MetadataStore)? = nil) throws -> AssetEraser {
        try workshop.processor(records: records).eraser
    }

    @Test func nothingIsLeftButATombstone() async throws {
        try await workshop.upload()
        try await workshop.processor().process(workshop.key, attributes: ["owner": "tom"])
        let tombstone = try #require(try await eraser().erase(workshop.key, because: .requested))
        #expect(try await workshop.record() == tombstone)
        #expect(tombstone.state == .deleted)
        #expect(tombstone.erasure?.completed != nil)
        #expect(tombstone.attributes.isEmpty && tombstone.info == nil && tombstone.renditions.isEmpty)
        #expect(try await !workshop.originals.contains(workshop.key))
        #expect(try await workshop.stored().isEmpty)
    }

    @Test func erasingAgainChangesNothingThatMatters() async throws {
        try await workshop.upload()
        try await workshop.processor().process(workshop.key)
        for _ in 0..<2 { try await eraser().erase(workshop.key, because: .requested) }
        #expect(try await workshop.record()?.erasure?.completed != nil)
        #expect(try await workshop.stored().isEmpty)
    }

    @Test func anOriginalThatStaysIsRefusedUntilAnotherVersionComes() async throws {
        try await workshop.upload()
        try await eraser().erase(workshop.key, because: .requested, keepsOriginal: true)
        #expect(try await workshop.originals.contains(workshop.key))
        let code = await codeOfError { try await workshop.processor().process(workshop.key) }
        #expect(code == "precondition-failed")
        try await workshop.upload(9)
        #expect(try await workshop.processor().process(workshop.key).state == .ready)
    }

    @Test func whatIsThereIsNotGone() async throws {
        try await workshop.upload()
        let ready = try await workshop.processor().process(workshop.key)
        #expect(try await eraser().erase(workshop.key, because: .originalGone) == nil)
        #expect(try await workshop.record() == ready)
    }

    /// Work that began before a deletion and ends after it must not bring the asset back, also where nothing was known of
    /// it until then.
    @Test func aTombstoneIsWrittenOfWhatNobodyKnew() async throws {
        let original = try await workshop.upload()
        let processor = try workshop.processor()
        let rendered = try await processor.render(try await processor.inspect(workshop.key))
        try await workshop.originals.delete(workshop.key)
        try await eraser().erase(workshop.key, because: .originalGone)
        // The same bytes are uploaded again: only work that begins now may speak of them.
        try await workshop.upload()
        guard case .erased = try await processor.publish(rendered) else {
            Issue.record("work of an erased generation was published")
            return
        }
        #expect(try await workshop.stored().isEmpty)
        #expect(try await workshop.record()?.original.entityTag != original.entityTag)
        #expect(try await processor.process(workshop.key).generation == 1)
        try await workshop.expectRecordIsTrue()
    }

    @Test func aNewerUploadOutlivesTheErasureOfTheOldOne() async throws {
        try await workshop.upload()
        try await workshop.processor().process(workshop.key)
        let tombstone = try #require(try await eraser().entomb(workshop.key, because: .requested))
        try await workshop.upload(7)
        #expect(try await eraser().removeOriginal(of: tombstone) == false)
        let record = try await workshop.processor().process(workshop.key)
        try await eraser().removeRenditions(of: tombstone.id, through: tombstone.generation)
        #expect(try await eraser().complete(tombstone) == nil)
        #expect(try await workshop.record() == record)
        try await workshop.expectRecordIsTrue()
    }

    @Test func recordsBackAndForth() throws {
        let now = Date(timeIntervalSince1970: 1_700_000_000)
        let record = AssetRecord(
            id: workshop.id, state: .deleted,
            original: ObjectMetadata(key: workshop.key, size: 1, entityTag: EntityTag("a"), modified: now),
            erasure: Erasure(reason: .requested, keepsOriginal: true, requested: now), generation: 3, created: now,
            updated: now)
        #expect(try JSONDecoder().decode(AssetRecord.self, from: JSONEncoder().encode(record)) == record)
    }
}
