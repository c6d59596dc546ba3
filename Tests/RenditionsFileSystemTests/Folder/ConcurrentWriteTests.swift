import NIOCore
import Renditions
import RenditionsFileSystem
import Testing

/// Each writer has a store of its own, as processes do: nothing but the file system stands between them.
@Suite struct ConcurrentWriteTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func letsOneOfTwentyCreate() async throws {
        for round in 0..<10 {
            let key = try ObjectKey("shared/\(round)")
            let winners = try await winners(of: 20, mode: .create, at: key)
            #expect(winners.count == 1)
            #expect(try await Sample.text(Sample.store(folder), key) == winners.first)
        }
    }

    @Test func letsOneOfTwentyReplace() async throws {
        let store = try Sample.store(folder)
        for round in 0..<10 {
            let tag = try await store.put(Sample.body("before \(round)"), at: "shared").entityTag
            let winners = try await winners(of: 20, mode: .replace(tag), at: "shared")
            #expect(winners.count == 1)
            #expect(try await Sample.text(store, "shared") == winners.first)
        }
    }

    /// Readers see one state or the other; folders come and go meanwhile.
    @Test func neverShowsAMixture() async throws {
        let store = try Sample.store(folder)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    let own = try Sample.store(folder)
                    for size in [10, 100_000, 700_000, 1_000, 300_000] {
                        let bytes = ByteBuffer(repeating: UInt8(writer), count: size + writer)
                        try await own.put(ObjectBody(bytes), at: "deep/er/shared")
                        if writer == 0 { try await own.delete("deep/er/shared") }
                        _ = try await own.sweep(olderThan: .zero)
                    }
                }
            }
            group.addTask {
                for _ in 0..<60 {
                    _ = try await store.page(ListRequest())
                    guard try await store.contains("deep/er/shared") else { continue }
                    do {
                        // The store itself holds the bytes against their digest.
                        _ = try await store.get("deep/er/shared").body.collect(upTo: 1 << 20)
                    } catch let error as StoreError where error.code == .notFound {}
                }
            }
            try await group.waitForAll()
        }
    }

    /// The texts of those whose write was acknowledged.
    private func winners(of count: Int, mode: PutOptions.Mode, at key: ObjectKey) async throws -> [String] {
        try await withThrowingTaskGroup(of: String?.self) { group in
            for writer in 0..<count {
                group.addTask {
                    do {
                        let store = try Sample.store(folder)
                        _ = try await store.put(Sample.body("w\(writer)"), at: key, options: PutOptions(mode: mode))
                        return "w\(writer)"
                    } catch let error as StoreError where error.code == .preconditionFailed {
                        return nil
                    }
                }
            }
            return try await group.reduce(into: []) { winners, text in text.map { winners.append($0) } }
        }
    }
}
