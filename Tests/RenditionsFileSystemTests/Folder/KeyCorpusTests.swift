import CorpusFiles
import Foundation
import Renditions
import RenditionsFileSystem
import Testing

/// The keys that the shared corpus lists, with what has to become of each and of the folder.
@Suite(.enabled(if: Corpus.mayRun, "\(Corpus.advice)")) struct KeyCorpusTests {
    let folder: TemporaryFolder
    /// Deep enough that what climbs out of the store is still found.
    let root = "1/2/3/4/store"

    init() throws { folder = try TemporaryFolder() }

    private func open() throws -> FileObjectStore {
        try FileObjectStore(root: folder.path(root), configuration: .init(durability: .none))
    }

    @Test func everyKeyIsKeptExactlyOrRefused() async throws {
        let keys = try Corpus.keys()
        #expect(keys.count > 20)
        let trial = try await KeyTrial(keys, in: try open())
        #expect(trial.violations == [])
        #expect(trial.kept.count >= keys.count { !$0.mayBeRefused })
        // The memory store says which of those that leave it open are kept.
        #expect(try await KeyTrial(keys, in: MemoryObjectStore()).kept == trial.kept)

        let store = try open()
        for key in trial.kept {
            #expect(try await Sample.text(store, key) == key.rawValue)
            try await store.delete(key)
            #expect(try await !store.contains(key))
        }
        #expect(try await store.page(ListRequest()).objects.isEmpty)
    }

    /// One plain file for each object, below the root, under names that mean the same to every file system: none that
    /// folds case, composes characters or gives devices names may take two for one, or one for something else.
    @Test func nothingGetsOutOfTheFolder() async throws {
        let trial = try await KeyTrial(try Corpus.keys(), in: try open())
        var files = 0
        for path in FileManager.default.enumerator(atPath: folder.path)?.compactMap({ $0 as? String }) ?? [] {
            let type = try FileManager.default.attributesOfItem(atPath: folder.path(path))[.type] as? FileAttributeType
            if "\(root)/".hasPrefix(path + "/") {
                #expect(type == .typeDirectory)
                continue
            }
            #expect(path.hasPrefix(root + "/"), "\(path)")
            let name = path.dropFirst(root.count + 1)
            if name.hasPrefix(".renditions") { continue }
            #expect(type == .typeRegular || type == .typeDirectory, "\(path)")
            #expect(name.utf8.allSatisfy { Self.plain.contains($0) }, "\(path)")
            #expect(name.split(separator: "/").allSatisfy { $0.utf8.count < 255 && !$0.hasPrefix(".") }, "\(path)")
            if type == .typeRegular { files += 1 }
        }
        #expect(files == trial.kept.count)
        #expect(try folder.contents("\(root)/.renditions/temporary").isEmpty)
    }

    private static let plain = Set("abcdefghijklmnopqrstuvwxyz0123456789_-.%+=/".utf8)

    @Test func everyKeyHasAPathThatLeadsBack() throws {
        for entry in try Corpus.keys() {
            guard let key = try? ObjectKey(entry.key) else { continue }
            let path = KeyCodec.path(for: key)
            var bytes: [UInt8] = []
            for name in path.folders + [path.file] {
                let decoded = try #require(KeyCodec.decode(name), "\(entry.why)")
                bytes += decoded.bytes
                if decoded.kind == .folder { bytes.append(UInt8(ascii: "/")) }
            }
            #expect(bytes == Array(entry.key.utf8), "\(entry.why)")
        }
    }
}
