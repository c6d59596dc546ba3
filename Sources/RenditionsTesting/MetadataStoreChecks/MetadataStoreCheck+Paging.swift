import Renditions

extension MetadataStoreCheck {
    /// In which order listings come. Ties are broken by ID.
    static let orders: [MetadataStoreCheck] = [
        MetadataStoreCheck("order-by-id-is-by-bytes") { trial in
            let ordered = ["-", ".", "0", "00", "1", "A", "B", "_", "a", "a-b", "a.b", "aB", "a_b", "ab", "b"]
            for suffix in ordered.shuffled() { _ = try await trial.store.put(trial.record(suffix), if: .always) }
            try await trial.expectList(ordered)
        },
        order("order-by-oldest-update", .oldestUpdateFirst),
        order("order-by-newest-update", .newestUpdateFirst),
        MetadataStoreCheck("order-is-to-the-millisecond") { trial in
            for (suffix, second) in [("c", 0.001), ("b", 0.002), ("a", 0.003)] {
                _ = try await trial.store.put(trial.record(suffix, second: second), if: .always)
            }
            try await trial.expectList(["c", "b", "a"], order: .oldestUpdateFirst)
        },
        MetadataStoreCheck("order-follows-writes") { trial in
            for (suffix, second) in [("a", 1.0), ("b", 2), ("c", 3), ("a", 4)] {
                _ = try await trial.store.put(trial.record(suffix, second: second), if: .always)
            }
            try await trial.expectList(["b", "c", "a"], order: .oldestUpdateFirst)
            try await trial.expectList(["a", "c", "b"], order: .newestUpdateFirst)
        },
    ]

    /// How listings come, page by page.
    static let paging: [MetadataStoreCheck] = [
        pages("record-pages-of-one", of: 1),
        pages("record-pages-of-two", of: 2),
        pages("record-pages-that-end-evenly", of: 3),
        pages("record-page-of-all", of: 6),
        MetadataStoreCheck("record-pages-of-a-filter") { trial in
            try await trial.putSix()
            let filter = RecordFilter(updatedFrom: MetadataStoreTrial.instant(2))
            for order in RecordOrder.allCases {
                try await trial.expectList(
                    expected(order).filter { !["f", "b"].contains($0) }, filter, order: order, limit: 1)
            }
        },
        MetadataStoreCheck("record-cursor-of-another-order-is-refused") { trial in
            try await trial.putSix()
            for order in RecordOrder.allCases {
                let cursor = try await trial.firstPage(order).next
                for other in RecordOrder.allCases where other != order {
                    try await expectError(.invalidRequest, "A cursor of another order") {
                        _ = try await trial.list(order: other, from: cursor)
                    }
                }
            }
        },
        MetadataStoreCheck("record-pages-survive-inserts") { trial in
            try await trial.putSix()
            for order in RecordOrder.allCases {
                let (listed, cursor) = try await trial.firstPage(order)
                for (suffix, second) in [("0", 0.0), ("bb", 2), ("cc", 1.5), ("z", 9)] {
                    _ = try await trial.store.put(trial.record(suffix, second: second), if: .always)
                }
                try await trial.expectRest(after: listed, cursor, order, of: expected(order))
                for suffix in ["0", "bb", "cc", "z"] { try await trial.store.delete(trial.id(suffix), if: .always) }
            }
        },
        MetadataStoreCheck("record-pages-survive-deletes") { trial in
            for order in RecordOrder.allCases {
                try await trial.putSix()
                let (listed, cursor) = try await trial.firstPage(order)
                // The record at which the page ended, and one that was not listed yet.
                let gone = [expected(order)[1], expected(order)[3]]
                for suffix in gone { try await trial.store.delete(trial.id(suffix), if: .always) }
                try await trial.expectRest(
                    after: listed, cursor, order, of: expected(order).filter { $0 != gone[1] })
            }
        },
        MetadataStoreCheck("record-page-limit-out-of-range-is-refused") { trial in
            for limit in [Int.min, -1, 0, 1001, Int.max] {
                try await expectError(.invalidRequest, "A page of \(limit)") {
                    _ = try await trial.store.page(RecordRequest(limit: limit))
                }
            }
        },
        MetadataStoreCheck("foreign-record-cursor-does-no-harm") { trial in
            try await trial.putSix()
            for cursor in ["", "id", "id//", "id/x/y", "\0", "' OR 1=1", "{}", String(repeating: "/", count: 5000)] {
                for order in RecordOrder.allCases { try await trial.expectHarmless(cursor, order) }
            }
        },
    ]

    /// The six records of `putSix` in this order.
    private static func expected(_ order: RecordOrder) -> [String] {
        switch order {
        case .id: ["a", "b", "c", "d", "e", "f"]
        case .oldestUpdateFirst: ["f", "b", "c", "e", "a", "d"]
        case .newestUpdateFirst: ["a", "d", "c", "e", "b", "f"]
        }
    }

    private static func order(_ name: String, _ order: RecordOrder) -> MetadataStoreCheck {
        MetadataStoreCheck(name) { trial in
            try await trial.putSix()
            try await trial.expectList(expected(order), order: order)
        }
    }

    private static func pages(_ name: String, of limit: Int) -> MetadataStoreCheck {
        MetadataStoreCheck(name) { trial in
            try await trial.putSix()
            for order in RecordOrder.allCases {
                try await trial.expectList(expected(order), order: order, limit: limit)
            }
        }
    }
}

extension MetadataStoreTrial {
    /// Six records, two pairs of which were updated at the same instant.
    fileprivate func putSix() async throws {
        for (suffix, second) in [("d", 3.0), ("a", 3), ("e", 2), ("c", 2), ("b", 1), ("f", 0)] {
            _ = try await store.put(record(suffix, second: second), if: .always)
        }
    }

    /// The first two records and the cursor to the rest.
    fileprivate func firstPage(_ order: RecordOrder) async throws -> (listed: [String], next: String) {
        let filter = RecordFilter(attributes: ["check": prefix])
        let page = try await store.page(RecordRequest(filter: filter, order: order, limit: 2))
        guard page.records.count == 2, let next = page.next else {
            throw CheckFailure("The first page must hold two records and say that there is more.")
        }
        return (page.records.map { String($0.value.id.rawValue.dropFirst(prefix.count)) }, next)
    }

    /// Of the records that stay throughout, exactly those that were not listed yet must follow, in order.
    fileprivate func expectRest(
        after listed: [String], _ cursor: String, _ order: RecordOrder, of stable: [String],
        fileID: StaticString = #fileID, line: Int = #line
    ) async throws {
        let rest = try await list(order: order, limit: 2, from: cursor).filter(stable.contains)
        let expected = stable.filter { !listed.contains($0) }
        try expect(
            rest == expected, "In order \(order) the stable rest is \(expected), not \(rest).", fileID: fileID,
            line: line)
    }

    /// A cursor that the store never gave is refused, or taken for some place in the listing.
    fileprivate func expectHarmless(_ cursor: String, _ order: RecordOrder) async throws {
        do {
            let found = try await list(order: order, from: cursor)
            try expect(Set(found).count == found.count, "A foreign cursor gave a record twice: \(found).")
        } catch let error as StoreError where error.code == .invalidRequest {
            return
        }
    }
}
