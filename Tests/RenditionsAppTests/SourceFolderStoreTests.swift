import Foundation
import NIOCore
import Renditions
import RenditionsApp
import RenditionsTesting
import Synchronization
import Testing

/// The store of originals reads as every store does.
@Suite struct SourceFolderStoreTests {
    /// What a store over files of strangers can't keep: media types.
    private static let inapplicable: Set<String> = ["content-type-comes-back", "overwrite-replaces-content-type"]

    @Test(arguments: ObjectStoreCheck.all.filter { !inapplicable.contains($0.name) })
    func readsAsTheMemoryStoreDoes(_ check: ObjectStoreCheck) async throws {
        try await check(try WrittenFiles(TemporaryFolder()))
    }

    @Test func onlyTheChecksOfMediaTypesFail() async throws {
        for check in ObjectStoreCheck.all where Self.inapplicable.contains(check.name) {
            let store = try WrittenFiles(TemporaryFolder())
            await #expect(throws: CheckFailure.self) { try await check(store) }
        }
    }

    @Test func nothingIsWritten() async throws {
        let store = try SourceFolderStore([], maximumBytes: 100)
        await #expect(throws: StoreError.self) {
            _ = try await store.put(ObjectBody([1]), at: "a", options: PutOptions())
        }
        await #expect(throws: StoreError.self) { try await store.delete("a") }
    }

    @Test func filesThatAreTooLargeAreNotRead() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("0123456789", to: "ten")
        let store = try SourceFolderStore([SourceFile(key: "ten", path: path, name: "ten")], maximumBytes: 9)
        let object = try await store.get("ten")
        #expect(object.metadata.size == 10)
        let error = await #expect(throws: StoreError.self) { try await object.body.collect(upTo: 100) }
        #expect(error?.code == .tooLarge)
    }

    @Test func manyReadsAtOnceAllEnd() async throws {
        let folder = try TemporaryFolder()
        let files = try (0..<64).map { number in
            SourceFile(
                key: try ObjectKey("\(number)"), path: try folder.write("text \(number)", to: "\(number)"), name: "")
        }
        let store = try SourceFolderStore(files, maximumBytes: 100, threads: 2)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for file in files {
                group.addTask {
                    let bytes = try await store.get(file.key).body.collect(upTo: 100)
                    #expect(String(buffer: bytes) == "text \(file.key)")
                }
            }
            try await group.waitForAll()
        }
    }
}

/// A store of originals whose files somebody else writes, as the checks ask for it. Every put is a file of its own, since
/// keys are no paths.
private final class WrittenFiles: ObjectStore {
    private let folder: TemporaryFolder
    private let state = Mutex(State())

    private struct State {
        var paths: [ObjectKey: String] = [:]
        var count = 0
    }

    let capabilities: ObjectStoreCapabilities

    init(_ folder: TemporaryFolder) throws {
        self.folder = folder
        capabilities = try SourceFolderStore([], maximumBytes: 1).capabilities
    }

    private var store: SourceFolderStore {
        get throws {
            let files = state.withLock { $0.paths.map { SourceFile(key: $0.key, path: $0.value, name: "") } }
            return try SourceFolderStore(files, maximumBytes: 4 << 20, threads: 1)
        }
    }

    func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        try await store.get(key, options: options)
    }

    func page(_ request: ListRequest) async throws -> ObjectPage { try await store.page(request) }

    func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        try options.validate()
        guard options.mode == .overwrite, options.attributes.isEmpty else {
            throw StoreError(.unsupported, "Originals have no attributes and are written unconditionally.")
        }
        let bytes = try await body.collect(upTo: 4 << 20)
        try Task.checkCancellation()
        guard bytes.readableBytes == body.length ?? bytes.readableBytes else {
            throw StoreError(.invalidRequest, "The body is not as long as it said.")
        }
        let number = state.withLock { state in
            state.count += 1
            return state.count
        }
        let path = try folder.write(Data(bytes.readableBytesView), to: "\(number)")
        state.withLock { $0.paths[key] = path }
        return try await head(key)
    }

    func delete(_ key: ObjectKey) async throws { state.withLock { $0.paths[key] = nil } }
}
