import Renditions

extension MetadataStoreCheck {
    /// Listings of some records.
    static let filters: [MetadataStoreCheck] = [
        MetadataStoreCheck("filter-by-one-state") { trial in
            try await trial.putEveryState()
            for state in AssetState.allCases {
                try await trial.expectList([state.rawValue], RecordFilter(states: [state]))
            }
        },
        MetadataStoreCheck("filter-by-several-states") { trial in
            try await trial.putEveryState()
            try await trial.expectList(["deleted", "failed"], RecordFilter(states: [.failed, .deleted]))
        },
        MetadataStoreCheck("filter-by-no-state-gives-nothing") { trial in
            try await trial.putEveryState()
            try await trial.expectList([], RecordFilter(states: []))
        },
        MetadataStoreCheck("filter-from-an-instant-includes-it") { trial in
            try await trial.putEverySecond()
            try await trial.expectList(["2", "3"], RecordFilter(updatedFrom: MetadataStoreTrial.instant(2)))
            try await trial.expectList(["3"], RecordFilter(updatedFrom: MetadataStoreTrial.instant(2.001)))
        },
        MetadataStoreCheck("filter-before-an-instant-excludes-it") { trial in
            try await trial.putEverySecond()
            try await trial.expectList(["0", "1"], RecordFilter(updatedBefore: MetadataStoreTrial.instant(2)))
            try await trial.expectList(["0", "1", "2"], RecordFilter(updatedBefore: MetadataStoreTrial.instant(2.001)))
        },
        MetadataStoreCheck("filter-by-a-span-of-time") { trial in
            try await trial.putEverySecond()
            let span = RecordFilter(
                updatedFrom: MetadataStoreTrial.instant(1), updatedBefore: MetadataStoreTrial.instant(3))
            try await trial.expectList(["1", "2"], span)
            let empty = RecordFilter(
                updatedFrom: MetadataStoreTrial.instant(3), updatedBefore: MetadataStoreTrial.instant(1))
            try await trial.expectList([], empty)
        },
        MetadataStoreCheck("filter-by-one-attribute") { trial in
            try await trial.putColours()
            try await trial.expectList(["1", "2"], RecordFilter(attributes: ["colour": "red"]))
            try await trial.expectList([], RecordFilter(attributes: ["colour": "re"]))
            try await trial.expectList([], RecordFilter(attributes: ["Colour": "red"]))
            try await trial.expectList([], RecordFilter(attributes: ["colour": "RED"]))
        },
        MetadataStoreCheck("filter-by-several-attributes") { trial in
            try await trial.putColours()
            try await trial.expectList(["2"], RecordFilter(attributes: ["colour": "red", "shape": "round"]))
            try await trial.expectList([], RecordFilter(attributes: ["colour": "red", "shape": "flat"]))
        },
        MetadataStoreCheck("filter-by-odd-attributes") { trial in
            _ = try await trial.store.put(trial.record("odd", attributes: oddAttributes), if: .always)
            _ = try await trial.store.put(trial.record("plain"), if: .always)
            for (name, value) in oddAttributes {
                try await trial.expectList(["odd"], RecordFilter(attributes: [name: value]))
            }
            try await trial.expectList(["odd"], RecordFilter(attributes: oddAttributes))
        },
        MetadataStoreCheck("filter-by-attribute-compares-bytes") { trial in
            // Two spellings of one word, which Swift takes for equal.
            let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
            for (suffix, text) in [("composed", composed), ("decomposed", decomposed)] {
                _ = try await trial.store.put(
                    trial.record(suffix, attributes: ["place": text, text: "x"]), if: .always)
                for attributes in [["place": text], [text: "x"]] {
                    try await trial.expectList([suffix], RecordFilter(attributes: attributes))
                }
                try await trial.store.delete(trial.id(suffix), if: .always)
            }
            _ = try await trial.store.put(
                trial.record("a", attributes: ["place": composed, composed: "x"]), if: .always)
            for attributes in [["place": decomposed], [decomposed: "x"]] {
                try await trial.expectList([], RecordFilter(attributes: attributes))
            }
        },
        MetadataStoreCheck("filter-by-everything-at-once") { trial in
            let hash = PerceptualHash(bits: 0xFF)
            let wanted = try trial.record("0", second: 2, attributes: ["colour": "red"], hash: hash)
            _ = try await trial.store.put(wanted, if: .always)
            // Each of these fails one part of the filter.
            let others = [
                try trial.record("1", state: .failed, second: 2, attributes: ["colour": "red"], hash: hash),
                try trial.record("2", second: 0, attributes: ["colour": "red"], hash: hash),
                try trial.record("3", second: 4, attributes: ["colour": "red"], hash: hash),
                try trial.record("4", second: 2, attributes: ["colour": "blue"], hash: hash),
                try trial.record("5", second: 2, attributes: ["colour": "red"], hash: PerceptualHash(bits: 0xFFF)),
            ]
            for record in others { _ = try await trial.store.put(record, if: .always) }
            let filter = RecordFilter(
                states: [.ready], updatedFrom: MetadataStoreTrial.instant(1),
                updatedBefore: MetadataStoreTrial.instant(3), attributes: ["colour": "red"],
                similar: RecordFilter.Similarity(to: hash, maximumDistance: 3))
            try await trial.expectList(["0"], filter)
        },
        MetadataStoreCheck("filter-follows-writes") { trial in
            _ = try await trial.store.put(trial.record(state: .pending, attributes: ["a": "1"]), if: .always)
            _ = try await trial.store.put(trial.record(state: .ready, attributes: ["b": "1"]), if: .always)
            try await trial.expectList([], RecordFilter(states: [.pending]))
            try await trial.expectList(["asset"], RecordFilter(states: [.ready]))
            try await trial.expectList([], RecordFilter(attributes: ["a": "1"]))
            try await trial.expectList(["asset"], RecordFilter(attributes: ["b": "1"]))
        },
    ]

    /// Listings of records that look alike.
    static let similarity: [MetadataStoreCheck] = [
        MetadataStoreCheck("similar-at-no-distance") { trial in
            try await trial.putHashes()
            try await trial.expectSimilar(["0"], distance: 0)
        },
        MetadataStoreCheck("similar-up-to-the-distance") { trial in
            try await trial.putHashes()
            try await trial.expectSimilar(["0", "1"], distance: 1)
            try await trial.expectSimilar(["0", "1"], distance: 9)
            try await trial.expectSimilar(["0", "1", "10"], distance: 10)
        },
        MetadataStoreCheck("similar-needs-a-hash") { trial in
            try await trial.putHashes()
            try await trial.expectSimilar(["0", "1", "10", "64"], distance: 64)
        },
        MetadataStoreCheck("similar-distance-out-of-range-is-refused") { trial in
            for distance in [Int.min, -1, 65, Int.max] {
                try await expectError(.invalidRequest, "A distance of \(distance)") {
                    try await trial.expectSimilar([], distance: distance)
                }
            }
        },
    ]
}

extension MetadataStoreTrial {
    fileprivate func putEveryState() async throws {
        for state in AssetState.allCases { _ = try await store.put(record(state.rawValue, state: state), if: .always) }
    }

    fileprivate func putEverySecond() async throws {
        for second in 0..<4 { _ = try await store.put(record("\(second)", second: Double(second)), if: .always) }
    }

    fileprivate func putColours() async throws {
        let attributes = [
            [:], ["colour": "red"], ["colour": "red", "shape": "round"], ["colour": "blue", "shape": "flat"],
            ["shape": "red"], ["colour": ""],
        ]
        for (index, attributes) in attributes.enumerated() {
            _ = try await store.put(record("\(index)", attributes: attributes), if: .always)
        }
    }

    /// A hash with the highest bit set, three others at 1, 10 and 64 bits from it, and a record without one.
    fileprivate func putHashes() async throws {
        let differences: [(String, UInt64)] = [("0", 0), ("1", 1 << 62), ("10", 0x3FF), ("64", .max)]
        for (suffix, bits) in differences {
            let hash = PerceptualHash(bits: Self.hash.bits ^ bits)
            _ = try await store.put(record(suffix, hash: hash), if: .always)
        }
        _ = try await store.put(record("none"), if: .always)
    }

    fileprivate func expectSimilar(
        _ expected: [String], distance: Int, fileID: StaticString = #fileID, line: Int = #line
    ) async throws {
        let similar = RecordFilter.Similarity(to: Self.hash, maximumDistance: distance)
        try await expectList(expected, RecordFilter(similar: similar), fileID: fileID, line: line)
    }

    private static var hash: PerceptualHash { PerceptualHash(bits: 0x8000_0000_DEAD_BEEF) }
}
