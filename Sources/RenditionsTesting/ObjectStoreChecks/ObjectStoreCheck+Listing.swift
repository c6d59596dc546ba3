import Renditions

extension ObjectStoreCheck {
    /// What a listing holds.
    static let listing: [ObjectStoreCheck] = [
        ObjectStoreCheck("list-is-in-the-order-of-bytes", requires: .listing) { trial in
            let ordered = [
                " ", "!", "A", "B", "a", "a b", "a!", "a-b", "a.b", "a/b", "a/b/c", "a0", "aB", "a_b", "ab", "b", "e",
                "e\u{301}", "z", "~", "\u{E9}", "\u{FB03}", "\u{FF5E}", "😀", "\u{10FFFF}",
            ]
            for suffix in ordered.shuffled() { try await trial.put("x", at: trial.key(suffix)) }
            let found = try await trial.list()
            try expect(sameBytes(found, ordered), "The order of bytes is \(ordered), not \(found).")
        },
        ObjectStoreCheck("list-gives-sizes-and-tags", requires: .listing) { trial in
            let written = try await trial.put("four", at: trial.key("a"))
            let page = try await trial.store.page(ListRequest(prefix: trial.prefix))
            let found = try page.objects.only("object in the listing")
            try expect(found.key == written.key, "The listing gives another key.")
            try expect(found.size == 4, "The size in the listing is \(found.size).")
            try expect(found.entityTag == written.entityTag, "The tag in the listing is not the one that put gave.")
        },
        ObjectStoreCheck("list-gives-keys-exactly", requires: .listing) { trial in
            let suffixes = ["%2e%2e", "+", "<script>", "CAT", "cat", "it's \"quoted\"", "e\u{301}", "\u{E9}"]
            for suffix in suffixes { try await trial.put("x", at: trial.key(suffix)) }
            let found = Set(try await trial.list().map { Array($0.utf8) })
            try expect(found == Set(suffixes.map { Array($0.utf8) }), "Keys came back different in the listing.")
        },
        ObjectStoreCheck("list-follows-writes", requires: .listing) { trial in
            try expect(try await trial.list().isEmpty, "A listing of nothing must be empty.")
            for suffix in ["a", "b", "c"] { try await trial.put("x", at: trial.key(suffix)) }
            try await trial.put("again", at: trial.key("b"))
            try expect(try await trial.list() == ["a", "b", "c"], "Every object must be listed once.")
            try await trial.store.delete(trial.key("b"))
            try expect(try await trial.list() == ["a", "c"], "A deleted object must not be listed.")
        },
        ObjectStoreCheck("list-does-not-show-refused-bodies", requires: .listing) { trial in
            let key = try trial.key("refused")
            _ = try? await trial.store.put(.chunked([[1], [2]], length: 3), at: key)
            let found = try await trial.list()
            try expect(found.isEmpty, "What was refused is listed: \(found).")
        },
        prefix("list-under-a-folder", ["a/1", "a/2/3", "b/1"], "a/", gives: ["a/1", "a/2/3"]),
        prefix("list-prefix-may-end-in-a-name", ["a", "ab", "ab/c", "abc", "ac"], "ab", gives: ["ab", "ab/c", "abc"]),
        prefix("list-prefix-may-be-a-whole-key", ["a", "a/b", "a0", "b"], "a", gives: ["a", "a/b", "a0"]),
        prefix("list-prefix-minds-case", ["ab/1", "AB/1", "Ab"], "ab", gives: ["ab/1"]),
        // By characters, an `e` with an accent does not start with `e`; by bytes it does.
        prefix(
            "list-prefix-is-compared-by-bytes", ["e", "e\u{301}1", "\u{E9}1", "f"], "e", gives: ["e", "e\u{301}1"]),
        prefix(
            "list-prefix-is-not-a-pattern", ["a%b", "a_b", "axb", "a*b", "a?b", "a[x]b", "aXXb"], "a_",
            gives: ["a_b"]),
        prefix("list-prefix-may-hold-percent", ["a%b", "axb", "a%%"], "a%", gives: ["a%%", "a%b"]),
        prefix("list-prefix-may-hold-a-star", ["a*b", "axb"], "a*", gives: ["a*b"]),
        prefix("list-prefix-may-hold-brackets", ["a[x]b", "axb"], "a[x]", gives: ["a[x]b"]),
        prefix("list-prefix-may-hold-quotes", ["it's", "its", "it\"s"], "it'", gives: ["it's"]),
        prefix("list-prefix-without-objects", ["a"], "b", gives: []),
        ObjectStoreCheck("list-prefix-that-no-key-has", requires: .listing) { trial in
            try await trial.put("x", at: trial.key("a"))
            for prefix in [
                "/", "../", "../\(trial.prefix)", "\(trial.prefix)../", "\(trial.prefix)/", "\\", "\0", "./",
            ] {
                let page = try await trial.store.page(ListRequest(prefix: prefix))
                try expect(page.objects.isEmpty, "No key can start with \"\(prefix)\", and some are listed.")
            }
        },
    ]

    private static func prefix(
        _ name: String, _ suffixes: [String], _ prefix: String, gives expected: [String]
    ) -> ObjectStoreCheck {
        ObjectStoreCheck(name, requires: .listing) { trial in
            for suffix in suffixes { try await trial.put("x", at: trial.key(suffix)) }
            let found = Set(try await trial.list(prefix).map { Array($0.utf8) })
            try expect(
                found == Set(expected.map { Array($0.utf8) }),
                "The prefix \"\(prefix)\" must give \(expected), not \(found.map { String(decoding: $0, as: UTF8.self) })."
            )
        }
    }
}
