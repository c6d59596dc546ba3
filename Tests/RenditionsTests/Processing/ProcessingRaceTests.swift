import NIOCore
import Renditions
import RenditionsTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What must hold when the original changes or goes while it is processed. Each moment is brought about by a hook, not
/// by racing.
@Suite struct ProcessingRaceTests {
    private let workshop = Workshop()

    @Test func originalReplacedWhileRendering() async throws {
        try await workshop.upload(1)
        let engine = HookedImageEngine { [workshop] number in if number == 1 { try await workshop.upload(2) } }
        let record = try await workshop.processor(engine: engine).process(workshop.key)
        #expect(engine.renders.count == 2)
        #expect(record.original.entityTag == (try await workshop.originals.head(workshop.key).entityTag))
        try await workshop.expectRecordIsTrue()
    }

    /// Before every call of the records in turn, somebody else uploads and publishes the next version.
    @Test(arguments: [(.record, 1), (.record, 2), (.put, 1)] as [(MetadataStoreOperation, Int)])
    func laterVersionPublishedMeanwhile(_ operation: MetadataStoreOperation, _ number: Int) async throws {
        try await workshop.upload(1)
        let other = try workshop.processor()
        let records = HookedMetadataStore(workshop.records) { [workshop] called, count in
            guard called == operation, count == number else { return }
            try await workshop.upload(2)
            try await other.process(workshop.key)
        }
        try await workshop.processor(records: records).process(workshop.key)
        try await workshop.expectRecordIsTrue()
        #expect(try await workshop.record()?.original.entityTag == workshop.originals.head(workshop.key).entityTag)
    }

    @Test func failureOfAnOldVersionDoesNotTouchTheNewOne() async throws {
        try await workshop.upload(1)
        let other = try workshop.processor()
        let engine = HookedImageEngine { [workshop] _ in
            try await workshop.upload(2)
            try await other.process(workshop.key)
            throw RenderError(.engineFailed, "The old version can't be rendered.")
        }
        let code = await codeOfError { try await workshop.processor(engine: engine).process(workshop.key) }
        #expect(code == "engine-failed")
        #expect(try await workshop.record()?.state == .ready)
        try await workshop.expectRecordIsTrue()
    }

    @Test func originalThatIsReplacedAgainAndAgain() async throws {
        try await workshop.upload()
        let engine = HookedImageEngine { [workshop] number in try await workshop.upload(UInt8(number)) }
        let code = await codeOfError { try await workshop.processor(engine: engine).process(workshop.key) }
        #expect(code == "unavailable")
        #expect(try await workshop.record() == nil, "nothing is recorded of versions that are gone")
    }

    @Test func originalDeletedWhileRendering() async throws {
        try await workshop.upload()
        let engine = HookedImageEngine { [workshop] _ in try await workshop.originals.delete(workshop.key) }
        let code = await codeOfError { try await workshop.processor(engine: engine).process(workshop.key) }
        #expect(code == "not-found")
        #expect(try await workshop.stored().isEmpty)
        let record = try #require(try await workshop.record())
        #expect(record.state == .deleted)
        #expect(record.erasure?.reason == .originalGone)
        #expect(record.erasure?.completed != nil)
    }

    @Test func deletedOriginalTakesAlongWhatOtherRunsMade() async throws {
        try await workshop.upload()
        try await workshop.processor().process(workshop.key)
        var recipe = Workshop.recipe
        recipe.renditions.append(Rendition("more", [.resize(width: 5)], as: .png()))
        let engine = HookedImageEngine { [workshop] _ in try await workshop.originals.delete(workshop.key) }
        let code = await codeOfError { try await workshop.processor(recipe, engine: engine).process(workshop.key) }
        #expect(code == "not-found")
        #expect(try await workshop.stored().isEmpty)
        #expect(try await workshop.record()?.state == .deleted)
    }

    @Test func uploadedAgainAfterItWasGoneItComesBackUnderOtherKeys() async throws {
        try await workshop.upload()
        let before = try await workshop.processor().process(workshop.key)
        try await workshop.originals.delete(workshop.key)
        #expect(try await workshop.processor().eraser.erase(workshop.key, because: .originalGone)?.state == .deleted)
        try await workshop.upload()
        let after = try await workshop.processor().process(workshop.key)
        #expect(after.generation == 1)
        let keys = Set(before.renditions.values.map(\.key))
        #expect(keys.isDisjoint(with: after.renditions.values.map(\.key)))
        // Whoever still removes the first generation does not touch the second.
        try await workshop.processor().eraser.removeRenditions(of: workshop.id, through: 0)
        try await workshop.expectRecordIsTrue()
        #expect(try await workshop.stored().count == 3)
    }

    private func tombstone(_ original: ObjectMetadata) -> AssetRecord {
        AssetRecord(
            id: workshop.id, state: .deleted, original: original, created: original.modified, updated: original.modified
        )
    }

    @Test func erasedAssetDoesNotComeBack() async throws {
        let original = try await workshop.upload()
        try await workshop.records.put(tombstone(original))
        let engine = HookedImageEngine()
        let code = await codeOfError { try await workshop.processor(engine: engine).process(workshop.key) }
        #expect(code == "precondition-failed")
        #expect(engine.renders.isEmpty)
        #expect(try await workshop.record()?.state == .deleted)
        #expect(try await workshop.stored().isEmpty)
    }

    @Test func assetErasedWhileRenderingDoesNotComeBack() async throws {
        let original = try await workshop.upload()
        let engine = HookedImageEngine { [self] _ in try await workshop.records.put(tombstone(original)) }
        let code = await codeOfError { try await workshop.processor(engine: engine).process(workshop.key) }
        #expect(code == "precondition-failed")
        #expect(try await workshop.record()?.state == .deleted)
        #expect(try await workshop.stored().isEmpty)
    }

    @Test func sameBytesUploadedAfterErasureComeBack() async throws {
        var original = try await workshop.upload()
        original.modified -= 10
        try await workshop.records.put(tombstone(original))
        #expect(try await workshop.processor().process(workshop.key).state == .ready)
        try await workshop.expectRecordIsTrue()
    }
}
