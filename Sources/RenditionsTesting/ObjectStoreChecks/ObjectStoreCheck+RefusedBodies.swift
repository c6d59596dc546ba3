import Renditions

extension ObjectStoreCheck {
    /// Writes that fail leave what was there before.
    static let refusedBodies: [ObjectStoreCheck] = [
        ObjectStoreCheck("short-body-is-refused") { trial in
            try await trial.expectRefusedBody(of: 99, declared: 100)
        },
        ObjectStoreCheck("long-body-is-refused") { trial in
            try await trial.expectRefusedBody(of: 101, declared: 100)
        },
        ObjectStoreCheck("empty-body-that-promised-more-is-refused") { trial in
            try await trial.expectRefusedBody(of: 0, declared: 1)
        },
        ObjectStoreCheck("refused-body-keeps-the-old-object") { trial in
            let key = try trial.key("kept")
            try await trial.put("old", at: key)
            for length in [3, 5] {
                _ = try? await trial.store.put(.chunked([[1, 2], [3, 4]], length: length), at: key)
                try await trial.expectText("old", at: key)
            }
        },
        ObjectStoreCheck("failing-body-surfaces-its-error") { trial in
            let key = try trial.key("failing")
            for chunks in [[], [[1]], largeChunks] {
                do {
                    _ = try await trial.store.put(.chunked(chunks, length: nil, failure: BodyFailure()), at: key)
                } catch is BodyFailure {
                    continue
                }
                throw CheckFailure("A put must throw what its body throws, and returned.")
            }
        },
        ObjectStoreCheck("failing-body-leaves-nothing") { trial in
            let key = try trial.key("failing")
            for chunks in [[], [[1]], largeChunks] {
                _ = try? await trial.store.put(.chunked(chunks, length: nil, failure: BodyFailure()), at: key)
                try await trial.expectNothing(at: key)
            }
        },
        ObjectStoreCheck("failing-body-keeps-the-old-object") { trial in
            let key = try trial.key("kept")
            try await trial.put("old", at: key)
            _ = try? await trial.store.put(.chunked(largeChunks, length: nil, failure: BodyFailure()), at: key)
            try await trial.expectText("old", at: key)
        },
        ObjectStoreCheck("object-is-not-visible-before-its-body-ended") { trial in
            let key = try trial.key("growing")
            let body = ObjectBody.chunked(largeChunks, length: nil) { _ in try await trial.expectNothing(at: key) }
            _ = try await trial.store.put(body, at: key)
            try expect(try await trial.read(key) == largeChunks.flatMap(\.self), "The body must come back.")
        },
        ObjectStoreCheck("old-object-is-whole-until-the-new-body-ended") { trial in
            let key = try trial.key("growing")
            try await trial.put("old", at: key)
            let body = ObjectBody.chunked([[1], [2], [3]], length: 3) { _ in try await trial.expectText("old", at: key)
            }
            _ = try await trial.store.put(body, at: key)
            try expect(try await trial.read(key) == [1, 2, 3], "The new object must be there after the put.")
        },
        ObjectStoreCheck("cancelled-put-leaves-nothing") { trial in
            let key = try trial.key("cancelled")
            try await trial.expectCancelled(at: key)
            try await trial.expectNothing(at: key)
        },
        ObjectStoreCheck("cancelled-put-keeps-the-old-object") { trial in
            let key = try trial.key("cancelled")
            try await trial.put("old", at: key)
            try await trial.expectCancelled(at: key)
            try await trial.expectText("old", at: key)
        },
    ]

    /// 1 MiB in four chunks: more than a store is likely to hold back before it writes.
    private static let largeChunks = (0..<4).map { [UInt8](repeating: UInt8($0), count: 262_144) }
}

/// What the checks' bodies throw.
private struct BodyFailure: Error {}

extension ObjectStoreTrial {
    fileprivate func expectRefusedBody(
        of size: Int, declared length: Int, fileID: StaticString = #fileID, line: Int = #line
    ) async throws {
        let key = try key("refused")
        let chunks = [[UInt8](repeating: 1, count: size)]
        try await expectError(
            .invalidRequest, "A put of \(size) bytes that said \(length)", fileID: fileID, line: line
        ) {
            _ = try await self.store.put(.chunked(chunks, length: length), at: key)
        }
        try await expectNothing(at: key, fileID: fileID, line: line)
    }

    /// Cancels a put whose body is of unknown length and simply ends when it is cancelled: the store itself has to
    /// see that what it got is not the whole.
    fileprivate func expectCancelled(
        at key: ObjectKey, fileID: StaticString = #fileID, line: Int = #line
    ) async throws {
        let (reached, signal) = AsyncStream.makeStream(of: Void.self)
        let writer = Task {
            let body = ObjectBody.chunked([[1], [2]], length: nil) { index in
                guard index == 1 else { return }
                signal.finish()
                try? await Task.sleep(for: .seconds(60))
            }
            _ = try await self.store.put(body, at: key)
        }
        for await _ in reached {}
        writer.cancel()
        do {
            try await writer.value
        } catch is CancellationError {
            return
        }
        throw CheckFailure("A cancelled put must throw CancellationError, and returned.", fileID: fileID, line: line)
    }
}
