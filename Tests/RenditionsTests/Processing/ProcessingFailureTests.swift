import NIOCore
import Renditions
import RenditionsTesting
import Testing

/// What bad input gets: a typed error, a record that says why, and nothing stored.
@Suite struct ProcessingFailureTests {
    private let workshop = Workshop()

    private func expectFailure(_ code: String, isRetryable: Bool = false, of processor: ImageProcessor) async throws {
        #expect(await codeOfError { try await processor.process(workshop.key) } == code)
        let record = try #require(try await workshop.record())
        #expect(record.state == .failed)
        #expect(record.failure?.code == code)
        #expect(record.failure?.isRetryable == isRetryable)
        #expect(record.renditions.isEmpty)
        #expect(try await workshop.stored().isEmpty)
    }

    @Test func truncatedFile() async throws {
        let whole = Workshop.picture(0)
        let part = ByteBuffer(bytes: whole.readableBytesView.prefix(whole.readableBytes / 2))
        try await workshop.originals.put(ObjectBody(part), at: workshop.key)
        try await expectFailure("truncated-image", of: workshop.processor())
        #expect(try await workshop.record()?.info == nil)

        // The whole file, uploaded later, makes up for it.
        try await workshop.upload()
        let record = try await workshop.processor().process(workshop.key)
        #expect(record.state == .ready)
        #expect(record.failure == nil)
    }

    @Test func unknownFormat() async throws {
        try await workshop.originals.put(ObjectBody("no image".utf8), at: workshop.key)
        try await expectFailure("unknown-format", of: workshop.processor())
    }

    @Test func tooManyBytes() async throws {
        let size = try await workshop.upload().size
        try await expectFailure(
            "too-many-bytes", of: workshop.processor(engine: ReferenceEngine(limits: ImageLimits(inputBytes: size - 1)))
        )
        let exact = try workshop.processor(engine: ReferenceEngine(limits: ImageLimits(inputBytes: size)))
        #expect(try await exact.process(workshop.key).state == .ready)
    }

    @Test func tooManyPixels() async throws {
        try await workshop.upload()
        let limits = ImageLimits(pixels: 32 * 24 - 1)
        try await expectFailure("too-many-pixels", of: workshop.processor(engine: ReferenceEngine(limits: limits)))
    }

    @Test func operationThatDoesNotFitIsRefusedBeforeAnythingIsMade() async throws {
        try await workshop.upload()
        var recipe = Workshop.recipe
        recipe.renditions.append(Rendition("beyond", [.crop(x: 30, y: 0, width: 3, height: 3)], as: .raw))
        try await expectFailure("invalid-operation", of: workshop.processor(recipe))
        #expect(try await workshop.record()?.info?.size == PixelSize(width: 32, height: 24))
    }

    @Test func unsupportedOperationIsRefusedBeforeAnythingIsMade() async throws {
        try await workshop.upload()
        var recipe = Workshop.recipe
        recipe.renditions.append(Rendition("text", [.text("hello")], as: .raw))
        try await expectFailure("unsupported-operation", of: workshop.processor(recipe))
    }

    @Test func missingOverlay() async throws {
        try await workshop.upload()
        let recipe = Recipe("marked", renditions: [Rendition("a", [.watermark("logo.png")], as: .png())])
        let code = await codeOfError { _ = try workshop.processor(recipe) }
        #expect(code == "missing-overlay")
        try await expectFailure("missing-overlay", of: workshop.processor(recipe, overlays: MemoryObjectStore()))
    }

    @Test func engineThatGivesTooLittle() async throws {
        try await workshop.upload()
        let engine = HookedImageEngine(changing: { $0.filter { $0.name != "small" } })
        #expect(
            await codeOfError { try await workshop.processor(engine: engine).process(workshop.key) } == "engine-failed")
        #expect(try await workshop.record()?.state == .failed)
    }

    @Test func missingOriginalLeavesNoTrace() async throws {
        #expect(await codeOfError { try await workshop.processor().process(workshop.key) } == "not-found")
        #expect(try await workshop.record() == nil)
    }

    @Test func bodyThatEndsEarlyMayBeTriedAgain() async throws {
        try await workshop.upload()
        let short = ShorteningObjectStore(inner: workshop.originals)
        try await expectFailure("unavailable", isRetryable: true, of: workshop.processor(originals: short))
    }

    @Test func failureOfANewVersionKeepsNothingOfTheOldOne() async throws {
        try await workshop.upload()
        try await workshop.processor().process(workshop.key, attributes: ["owner": "ann"])
        try await workshop.originals.put(ObjectBody("no image".utf8), at: workshop.key)
        #expect(await codeOfError { try await workshop.processor().process(workshop.key) } == "unknown-format")
        let record = try #require(try await workshop.record())
        #expect(record.state == .failed)
        #expect(record.renditions.isEmpty && record.info == nil && record.analysis == nil)
        #expect(record.attributes == ["owner": "ann"])
    }

    @Test func failureOfTheSameVersionKeepsWhatIsThere() async throws {
        try await workshop.upload()
        let ready = try await workshop.processor().process(workshop.key)
        var recipe = Workshop.recipe
        recipe.renditions.append(Rendition("text", [.text("hello")], as: .raw))
        #expect(await codeOfError { try await workshop.processor(recipe).process(workshop.key) } != nil)
        let record = try #require(try await workshop.record())
        #expect(record.state == .failed)
        #expect(record.renditions == ready.renditions)
        #expect(record.analysis == ready.analysis)
    }

    @Test func storesThatCannotCreateAreRefusedAtTheStart() async {
        let code = await codeOfError { _ = try workshop.processor(renditions: IncapableObjectStore()) }
        #expect(code == "unsupported")
    }
}

/// Gives all but the last byte.
private struct ShorteningObjectStore: ObjectStore {
    let inner: any ObjectStore
    var capabilities: ObjectStoreCapabilities { inner.capabilities }

    func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        var object = try await inner.get(key, options: options)
        guard !options.headOnly else { return object }
        let bytes = try await object.body.collect(upTo: .max)
        object.body = .chunked([Array(bytes.readableBytesView.dropLast())], length: nil)
        return object
    }

    func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        try await inner.put(body, at: key, options: options)
    }

    func delete(_ key: ObjectKey) async throws { try await inner.delete(key) }
    func page(_ request: ListRequest) async throws -> ObjectPage { try await inner.page(request) }
}

/// Claims nothing and does nothing.
private struct IncapableObjectStore: ObjectStore {
    var capabilities: ObjectStoreCapabilities { [] }

    func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject { throw StoreError(.unsupported, "") }
    func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        throw StoreError(.unsupported, "")
    }
    func delete(_ key: ObjectKey) async throws { throw StoreError(.unsupported, "") }
    func page(_ request: ListRequest) async throws -> ObjectPage { throw StoreError(.unsupported, "") }
}
