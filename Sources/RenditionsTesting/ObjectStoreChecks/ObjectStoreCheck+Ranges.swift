import Renditions

extension ObjectStoreCheck {
    /// Reads of parts of an object.
    static let ranges: [ObjectStoreCheck] = [
        range("range-of-bytes", .bytes(2..<5), gives: 2..<5),
        range("range-of-one-byte", .bytes(0..<1), gives: 0..<1),
        range("range-from-an-offset", .from(7), gives: 7..<10),
        range("range-of-the-last-bytes", .last(3), gives: 7..<10),
        range("range-of-the-whole", .bytes(0..<10), gives: 0..<10),
        range("range-is-cut-off-at-the-end", .bytes(8..<99), gives: 8..<10),
        range("range-may-end-anywhere", .bytes(0 ..< .max), gives: 0..<10),
        range("range-of-more-than-there-is", .last(99), gives: 0..<10),
        ObjectStoreCheck("range-past-the-end-is-refused", requires: .ranges) { trial in
            try await trial.expectUnsatisfiable(
                [.bytes(10..<11), .from(10), .bytes(99..<100), .from(.max)], in: "0123456789")
        },
        ObjectStoreCheck("range-without-bytes-is-refused", requires: .ranges) { trial in
            try await trial.expectUnsatisfiable([.bytes(3..<3), .last(0)], in: "0123456789")
        },
        ObjectStoreCheck("range-before-the-start-is-refused", requires: .ranges) { trial in
            try await trial.expectUnsatisfiable([.bytes(-3..<4), .from(-1), .last(-1)], in: "0123456789")
        },
        ObjectStoreCheck("range-of-an-empty-object-is-refused", requires: .ranges) { trial in
            try await trial.expectUnsatisfiable([.bytes(0..<1), .from(0), .last(1)], in: "")
        },
        ObjectStoreCheck("range-across-chunks", requires: .ranges) { trial in
            let key = try trial.key("large")
            let bytes = SeededRandom.bytes(1 << 20, seed: 4)
            _ = try await trial.store.put(ObjectBody(bytes), at: key)
            let part = 65_530..<524_300
            let found = try await trial.read(key, options: GetOptions(range: .bytes(part)))
            try expect(found == Array(bytes[part]), "A range of a large object came back different.")
        },
    ]

    /// A check that reads a range of ten bytes.
    private static func range(
        _ name: String, _ range: ByteRange, gives expected: Range<Int>
    ) -> ObjectStoreCheck {
        ObjectStoreCheck(name, requires: .ranges) { trial in
            let text = "0123456789"
            let key = try trial.key("ten")
            try await trial.put(text, at: key)
            let object = try await trial.store.get(key, options: GetOptions(range: range))
            let found = try await trial.bytes(of: object.body)
            let wanted = Array(Array(text.utf8)[expected])
            try expect(found == wanted, "The range gave \"\(String(decoding: found, as: UTF8.self))\".")
            try expect(object.range == expected, "The object names the range \(object.range), not \(expected).")
            try expect(object.metadata.size == 10, "The size must be of the whole object, not \(object.metadata.size).")
        }
    }
}

extension ObjectStoreTrial {
    fileprivate func expectUnsatisfiable(
        _ ranges: [ByteRange], in text: String, fileID: StaticString = #fileID, line: Int = #line
    ) async throws {
        let key = try key("ranged")
        try await put(text, at: key)
        for range in ranges {
            try await expectError(.rangeNotSatisfiable, "A get of \(range)", fileID: fileID, line: line) {
                _ = try await self.store.get(key, options: GetOptions(range: range))
            }
        }
    }
}
