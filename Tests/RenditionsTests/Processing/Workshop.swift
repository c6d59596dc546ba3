import Logging
import NIOCore
import Renditions
import RenditionsTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Stores in memory, an original in them, and what must hold of them whatever has happened.
struct Workshop {
    let originals: any ObjectStore
    let renditions = MemoryObjectStore()
    let records = MemoryMetadataStore()
    let key: ObjectKey = "uploads/picture.png"

    static let recipe = Recipe(
        "test",
        renditions: [
            Rendition("large", [.resize(width: 16)], as: .png()), Rendition("small", [.resize(width: 8)], as: .png()),
            Rendition("part", [.crop(x: 1, y: 1, width: 9, height: 7)], as: .raw),
        ], analysis: [.blurHash, .isOpaque])

    init(originals: any ObjectStore = MemoryObjectStore()) { self.originals = originals }

    var id: AssetID { AssetID(original: key) }

    /// A picture; another for each shade.
    static func picture(_ shade: UInt8, width: Int = 32) -> ByteBuffer {
        ReferenceEngine.png(
            GeneratedPicture.raster(width, 24) { x, y in (x * 8 % 256, y * 10, Int(shade), 255) })
    }

    @discardableResult
    func upload(_ shade: UInt8 = 0) async throws -> ObjectMetadata {
        try await originals.put(ObjectBody(Self.picture(shade)), at: key)
    }

    func processor(
        _ recipe: Recipe = recipe, engine: any ImageEngine = ReferenceEngine(), originals: (any ObjectStore)? = nil,
        renditions: (any ObjectStore)? = nil, records: (any MetadataStore)? = nil, overlays: (any ObjectStore)? = nil,
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    ) throws -> ImageProcessor {
        try ImageProcessor(
            originals: originals ?? self.originals, renditions: renditions ?? self.renditions,
            records: records ?? self.records, engine: engine, recipe: recipe, overlays: overlays,
            logger: logger)
    }

    func record() async throws -> AssetRecord? { try await records.record(id)?.value }

    /// The keys of all stored renditions.
    func stored() async throws -> [ObjectKey] {
        var keys: [ObjectKey] = []
        for try await object in renditions.list() { keys.append(object.key) }
        return keys
    }

    /// Every rendition that the record names is stored as the record says, and the record of a finished asset has all
    /// of them.
    ///
    /// - Parameter isCurrent: whether the last run came to its end, so that the record must speak of the original as it
    ///   is now.
    func expectRecordIsTrue(
        isCurrent: Bool = true, _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        guard let record = try await record() else { return }
        for rendition in record.renditions.values {
            let found = try? await renditions.head(rendition.key)
            #expect(found?.entityTag == rendition.entityTag, comment, sourceLocation: sourceLocation)
            #expect(found?.size == rendition.bytes, comment, sourceLocation: sourceLocation)
        }
        if record.state == .ready {
            #expect(record.renditions.count == Self.recipe.renditions.count, comment, sourceLocation: sourceLocation)
            guard isCurrent else { return }
            let original = try? await originals.head(key)
            #expect(record.original.entityTag == original?.entityTag, comment, sourceLocation: sourceLocation)
        }
    }
}

/// The code of the error that a call throws; nil when it returns.
func codeOfError(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch let error as StoreError {
        return error.code.description
    } catch let error as RenderError {
        return error.code.description
    } catch is CancellationError {
        return "cancelled"
    } catch {
        return "\(error)"
    }
}
