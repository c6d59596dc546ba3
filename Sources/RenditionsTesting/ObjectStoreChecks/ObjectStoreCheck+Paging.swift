import Renditions

extension ObjectStoreCheck {
    /// How a listing comes, page by page.
    static let paging: [ObjectStoreCheck] = [
        pages("pages-of-one", of: 1),
        pages("pages-of-two", of: 2),
        pages("pages-that-end-evenly", of: 3),
        pages("page-of-all", of: 6),
        ObjectStoreCheck("pages-respect-the-prefix", requires: .listing) { trial in
            try await trial.fill(["a1", "a2", "b1", "b2", "b3", "c1"])
            let found = try await trial.list("b", limit: 1)
            try expect(found == ["b1", "b2", "b3"], "The pages of a prefix gave \(found).")
        },
        ObjectStoreCheck("pages-survive-deletes", requires: .listing) { trial in
            try await trial.fill(["a", "b", "c", "d", "e", "f"])
            let first = try await trial.firstPage(of: 2)
            // The object at which the page ended, one that was listed, and one that was not.
            for suffix in ["b", "a", "d"] { try await trial.store.delete(trial.key(suffix)) }
            let rest = try await trial.list(limit: 2, from: first)
            try expect(rest == ["c", "e", "f"], "After deletes the rest is c, e, f, not \(rest).")
        },
        ObjectStoreCheck("pages-survive-inserts", requires: .listing) { trial in
            try await trial.fill(["a", "b", "c", "d", "e", "f"])
            let first = try await trial.firstPage(of: 2)
            try await trial.fill(["A", "aa", "b0", "cc", "z"])
            let rest = try await trial.list(limit: 2, from: first)
            let stable = rest.filter { ["a", "b", "c", "d", "e", "f"].contains($0) }
            try expect(stable == ["c", "d", "e", "f"], "After inserts the stable rest is c, d, e, f, not \(stable).")
            try expect(Set(rest).count == rest.count, "After inserts an object was listed twice: \(rest).")
        },
        ObjectStoreCheck("page-limit-out-of-range-is-refused", requires: .listing) { trial in
            for limit in [Int.min, -1, 0, 1001, Int.max] {
                try await expectError(.invalidRequest, "A page of \(limit)") {
                    _ = try await trial.store.page(ListRequest(prefix: trial.prefix, limit: limit))
                }
            }
        },
        ObjectStoreCheck("foreign-cursor-does-no-harm", requires: .listing) { trial in
            try await trial.fill(["a", "b"])
            let cursors = [
                "", "/", "../../etc/passwd", "%00", "\0", "zzz", "{\"a\":1}", "'; DROP TABLE objects; --",
                String(repeating: "x", count: 5000), "\(trial.prefix)b", "eyJrIjoiYSJ9",
            ]
            for cursor in cursors { try await trial.expectHarmless(cursor) }
        },
    ]

    private static func pages(_ name: String, of limit: Int) -> ObjectStoreCheck {
        ObjectStoreCheck(name, requires: .listing) { trial in
            let suffixes = ["a", "a/b", "b", "c", "d/e", "f"]
            try await trial.fill(suffixes)
            let found = try await trial.list(limit: limit)
            try expect(found == suffixes, "Pages of \(limit) must give \(suffixes), not \(found).")
        }
    }
}

extension ObjectStoreTrial {
    fileprivate func fill(_ suffixes: [String]) async throws {
        for suffix in suffixes { try await put("x", at: key(suffix)) }
    }

    /// Reads the first page and gives the cursor to the next.
    fileprivate func firstPage(
        of limit: Int, fileID: StaticString = #fileID, line: Int = #line
    ) async throws -> String {
        let page = try await store.page(ListRequest(prefix: prefix, limit: limit))
        let found = page.objects.map { suffix(of: $0.key) }
        guard found == ["a", "b"], let next = page.next else {
            throw CheckFailure(
                "The first page must hold a and b and say that there is more, and holds \(found).",
                fileID: fileID, line: line)
        }
        return next
    }

    /// A cursor that the store never gave is refused, or taken for some place in the listing.
    fileprivate func expectHarmless(_ cursor: String) async throws {
        let page: ObjectPage
        do {
            page = try await store.page(ListRequest(prefix: prefix, cursor: cursor))
        } catch let error as StoreError where error.code == .invalidRequest {
            return
        }
        let found = page.objects.map { suffix(of: $0.key) }
        try expect(
            [[], ["a"], ["b"], ["a", "b"]].contains(found), "A foreign cursor gave objects that don't belong: \(found)."
        )
    }
}
