import NIOCore
import Renditions

extension ObjectStoreCheck {
    /// What is written is what is read.
    static let bodies: [ObjectStoreCheck] = [
        ObjectStoreCheck("empty-body-comes-back") { trial in
            try await trial.expectRoundTrip(of: [])
        },
        ObjectStoreCheck("one-byte-comes-back") { trial in
            try await trial.expectRoundTrip(of: [0])
        },
        // One byte more than the chunk that most stores read and write at once.
        ObjectStoreCheck("body-over-64-kib-comes-back") { trial in
            try await trial.expectRoundTrip(of: SeededRandom.bytes(65537, seed: 1))
        },
        ObjectStoreCheck("streamed-body-comes-back") { trial in
            let chunks = oddChunks(of: SeededRandom.bytes(3 << 20, seed: 2))
            let key = try trial.key("streamed")
            _ = try await trial.store.put(.chunked(chunks, length: 3 << 20), at: key)
            try expect(try await trial.read(key) == chunks.flatMap(\.self), "A streamed body must come back.")
        },
        ObjectStoreCheck("streamed-body-of-unknown-length-comes-back") { trial in
            let chunks = oddChunks(of: SeededRandom.bytes(3 << 20, seed: 3))
            let key = try trial.key("streamed")
            let metadata = try await trial.store.put(.chunked(chunks, length: nil), at: key)
            try expect(metadata.size == 3 << 20, "The size must be counted where the body does not tell it.")
            try expect(try await trial.read(key) == chunks.flatMap(\.self), "A streamed body must come back.")
        },
        ObjectStoreCheck("body-is-from-one-state") { trial in
            let key = try trial.key("replaced")
            let old = [UInt8](repeating: 0x6F, count: 3 << 20)
            let new = [UInt8](repeating: 0x6E, count: 3 << 20)
            _ = try await trial.store.put(ObjectBody(old), at: key)
            let object = try await trial.store.get(key)
            var chunks = object.body.makeAsyncIterator()
            var bytes: [UInt8] = []
            if let first = try await chunks.next() { bytes.append(contentsOf: first.readableBytesView) }
            _ = try await trial.store.put(ObjectBody(new), at: key)
            while let chunk = try await chunks.next() { bytes.append(contentsOf: chunk.readableBytesView) }
            try expect(bytes == old, "A body that is being read must not change when the object is replaced.")
        },
    ]

    /// Cuts bytes into chunks of sizes that fit no buffer, with an empty one among them.
    private static func oddChunks(of bytes: [UInt8]) -> [[UInt8]] {
        var rest = bytes[...]
        var chunks: [[UInt8]] = [[]]
        for size in [1, 65537, 12345, 262_143, 3, 1_048_577] {
            chunks.append(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        return chunks + [[], Array(rest)]
    }
}

extension ObjectStoreTrial {
    fileprivate func expectRoundTrip(of bytes: [UInt8]) async throws {
        let key = try key("round-trip")
        let written = try await store.put(ObjectBody(bytes), at: key)
        try expect(written.size == bytes.count, "The size must be \(bytes.count), not \(written.size).")
        let object = try await store.get(key)
        try expect(object.range == 0..<bytes.count, "The range of a whole read must be the whole object.")
        let found = try await self.bytes(of: object.body)
        try expect(found == bytes, "\(bytes.count) bytes must come back as they were; \(found.count) bytes came.")
    }
}
