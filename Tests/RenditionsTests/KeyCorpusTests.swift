import NIOCore
import Renditions
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The keys that the shared corpus lists, with what has to become of each. Not run where there is no corpus.
@Suite(.enabled(if: KeyCorpus.exists, "no corpus beside the package")) struct KeyCorpusTests {
    @Test func everyKeyIsKeptExactlyOrRefused() async throws {
        let store = MemoryObjectStore()
        var kept: [[UInt8]] = []
        for entry in try KeyCorpus.entries() {
            do {
                let key = try ObjectKey(entry.key)
                #expect(entry.mayBeKept, "\(entry.why): must be refused")
                try await store.put(ObjectBody(entry.key.utf8), at: key)
                kept.append(Array(entry.key.utf8))
            } catch let error as StoreError {
                #expect(error.code == .invalidKey)
                #expect(entry.mayBeRefused, "\(entry.why): must be kept")
            }
        }
        #expect(Set(kept).count == kept.count)
        for bytes in kept {
            let key = try ObjectKey(String(decoding: bytes, as: UTF8.self))
            let object = try await store.get(key)
            #expect(Array(object.metadata.key.rawValue.utf8) == bytes)
            #expect(Array(try await object.body.collect(upTo: 2048).readableBytesView) == bytes)
        }
        var listed: [[UInt8]] = []
        for try await object in store.list(pageSize: 3) { listed.append(Array(object.key.rawValue.utf8)) }
        #expect(listed == kept.sorted { $0.lexicographicallyPrecedes($1) })
    }
}

/// Read from beside the package.
private enum KeyCorpus {
    struct Entry: Decodable {
        var key: String
        var why: String
        var expect: String

        var mayBeKept: Bool { expect != "reject" }
        /// `accept-or-reject-cleanly`, `reject-or-escape` and the like leave it open.
        var mayBeRefused: Bool { expect.contains("reject") }
    }

    static let path =
        String(#filePath.split(separator: "/Tests/", omittingEmptySubsequences: false)[0])
        + "/../shared/corpus/KEYS.json"

    static var exists: Bool { FileManager.default.isReadableFile(atPath: path) }

    static func entries() throws -> [Entry] {
        try JSONDecoder().decode([Entry].self, from: Data(contentsOf: URL(filePath: path)))
    }
}
