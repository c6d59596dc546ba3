import Foundation
import NIOCore
import Renditions
import RenditionsFileSystem

/// What the tests of this target need again and again.
enum Sample {
    /// A folder store that does not wait for the disk.
    static func store(
        _ folder: TemporaryFolder, durability: Durability = .none, maximumObjectSize: Int = 1 << 30
    ) throws -> FileObjectStore {
        try FileObjectStore(
            root: folder.path("store"),
            configuration: .init(durability: durability, maximumObjectSize: maximumObjectSize))
    }

    static func text(_ store: some ObjectStore, _ key: ObjectKey) async throws -> String {
        String(buffer: try await store.get(key).body.collect(upTo: 1 << 30))
    }

    static func body(_ text: String) -> ObjectBody { ObjectBody(text.utf8) }

    /// A body of chunks of `chunk` bytes, after which `end` may throw.
    static func body(
        chunks: Int, of size: Int, length: Int? = nil, end: @escaping @Sendable () async throws -> Void = {}
    ) -> ObjectBody {
        let left = Counter(chunks)
        return ObjectBody(length: length) {
            if await left.take() { return ByteBuffer(repeating: 7, count: size) }
            try await end()
            return nil
        }
    }

    /// The root of the package.
    static let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private actor Counter {
        private var count: Int

        init(_ count: Int) { self.count = count }

        func take() -> Bool {
            count -= 1
            return count >= 0
        }
    }
}

/// Whether two errors of stores have one code; for `#expect(throws:)`.
func code(_ code: StoreError.Code) -> @Sendable (any Error) -> Bool {
    { ($0 as? StoreError)?.code == code }
}
