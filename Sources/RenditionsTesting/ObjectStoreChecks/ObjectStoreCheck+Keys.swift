import Renditions

extension ObjectStoreCheck {
    /// Keys are data: every valid key names an object of its own.
    static let keys: [ObjectStoreCheck] = [
        distinct("keys-differ-by-case", ["cat.jpg", "CAT.jpg", "Cat.jpg", "cat.JPG", "folder/a", "Folder/a"]),
        distinct(
            "keys-differ-by-normalisation", ["caf\u{E9}.jpg", "cafe\u{301}.jpg", "\u{212B}", "\u{C5}", "A\u{30A}"]),
        distinct(
            "keys-differ-by-their-ends", ["a", "a.", "a..", "a ", " a", "a~", "a.tmp", ".a", "a/b", "a/b.", "a/b "]),
        distinct("key-may-be-the-folder-of-others", ["a", "a/b", "a/b/c", "a/b/c/d", "a-b", "ab"]),
        distinct("folder-may-become-a-key", ["x/y/z", "x/y", "x"]),
        distinct(
            "keys-that-look-like-escapes",
            [
                "%2e%2e%2fetc", "%2E%2E%2fetc", "..%2fetc", "%252e%252e%252fetc", "100%", "100%25", "%00", "%", "a%2Fb",
                "a/b", "a+b", "a b", "a%20b",
            ]),
        distinct(
            "keys-that-look-like-paths",
            ["...", ".hidden", "~", "~root", "C:/windows", "con.jpg", "nul", "a:b", "-rf", "--", ".../...", "a/.b/..c"]),
        distinct(
            "keys-with-special-characters",
            [
                "it's", "\"quoted\"", "<script>.jpg", "a;rm -rf x", "$HOME", "`id`", "a&b=c?d#e", "[a]{b}(c)", "*",
                "a|b", "a,b", "a@b!c^d",
                "👩‍👩‍👧", "日本語.png", "مرحبا", "\u{FEFF}bom", "\u{200B}", "\u{FFFD}", "\u{10FFFF}",
            ]),
        ObjectStoreCheck("long-key-comes-back") { trial in
            // One segment far longer than the 255 bytes that file systems allow a name.
            let names = ["x", "y"].map { $0 + String(repeating: "😀", count: 200) }
            try await trial.expectDistinct(names)
        },
        ObjectStoreCheck("longest-key-comes-back-or-is-refused") { trial in
            try await trial.expectLongestKey()
        },
    ]

    private static func distinct(_ name: String, _ suffixes: [String]) -> ObjectStoreCheck {
        ObjectStoreCheck(name) { trial in try await trial.expectDistinct(suffixes) }
    }
}

extension ObjectStoreTrial {
    /// Writes an object under each key, and finds each as it was written: none took another's place.
    fileprivate func expectDistinct(
        _ suffixes: [String], fileID: StaticString = #fileID, line: Int = #line
    ) async throws {
        for (index, suffix) in suffixes.enumerated() {
            let key = try key(suffix)
            let written = try await put("body \(index)", at: key)
            try expect(written.key == key, "A key came back different from a put.", fileID: fileID, line: line)
        }
        for (index, suffix) in suffixes.enumerated() {
            let key = try key(suffix)
            let object = try await store.get(key)
            try expect(object.metadata.key == key, "A key came back different from a get.", fileID: fileID, line: line)
            let found = String(decoding: try await bytes(of: object.body), as: UTF8.self)
            try expect(
                found == "body \(index)", "Under \"\(suffix)\" there is \"\(found)\", not \"body \(index)\".",
                fileID: fileID, line: line)
        }
        try await store.delete(key(suffixes[0]))
        for suffix in suffixes.dropFirst() { _ = try await store.head(key(suffix)) }
    }

    /// 1,024 bytes of characters of four bytes each. A store that puts something before its keys can't take it, and
    /// must then say so.
    fileprivate func expectLongestKey() async throws {
        let scalars = (0..<256).map { Unicode.Scalar(0x1F600 + UInt32($0 < 16 ? .random(in: 0..<64) : $0 % 64)) }
        let key = tracked(try ObjectKey(String(String.UnicodeScalarView(scalars.compactMap(\.self)))))
        do {
            try await put("long", at: key)
        } catch let error as StoreError where error.code == .invalidKey {
            return
        }
        try await expectText("long", at: key)
        try expect(try await store.head(key).key == key, "The longest key came back different.")
    }
}
