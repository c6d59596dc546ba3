import Renditions

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension ObjectStoreCheck {
    /// What the store knows of an object besides its bytes.
    static let metadata: [ObjectStoreCheck] = [
        ObjectStoreCheck("content-type-comes-back") { trial in
            let key = try trial.key("typed")
            let written = try await trial.put(
                "a", at: key, options: PutOptions(contentType: "image/svg+xml; charset=utf-8"))
            let read = try await trial.store.head(key)
            for found in [written.contentType, read.contentType] {
                try expect(found == "image/svg+xml; charset=utf-8", "The content type came back as \(found ?? "nil").")
            }
        },
        ObjectStoreCheck("attributes-come-back", requires: .attributes) { trial in
            let attributes = [
                "plain": "value", "with-hyphen_and_line": "x", "0": "digits", "spaced": "two  words", "empty": "",
                "quoted": "\"a\" 'b' ; = , %41 +", "composed": "caf\u{E9}", "decomposed": "cafe\u{301}",
                "emoji": "👩‍👩‍👧", "markup": "<script>alert(1)</script>",
            ]
            try await trial.expectAttributes(attributes)
        },
        ObjectStoreCheck("attributes-fit-up-to-the-limit", requires: .attributes) { trial in
            let name = String(repeating: "n", count: 128)
            let rest = PutOptions.maximumAttributeByteCount - name.utf8.count
            try await trial.expectAttributes([name: String(repeating: "v", count: rest)])
        },
        ObjectStoreCheck("invalid-attributes-are-refused", requires: .attributes) { trial in
            let key = try trial.key("invalid")
            let invalid = [
                ["Upper": "x"], ["with space": "x"], ["": "x"], ["caf\u{E9}": "x"], ["colon:": "x"],
                [String(repeating: "n", count: 129): "x"], ["control": "a\nb"], ["nul": "a\0b"], ["delete": "\u{7F}"],
                ["long": String(repeating: "v", count: PutOptions.maximumAttributeByteCount - 3)],
            ]
            for attributes in invalid {
                try await expectError(.invalidRequest, "A put with an invalid attribute") {
                    try await trial.put("a", at: key, options: PutOptions(attributes: attributes))
                }
            }
            try await trial.expectNothing(at: key)
        },
        ObjectStoreCheck("invalid-content-type-is-refused") { trial in
            let key = try trial.key("invalid")
            for contentType in ["", "image/\u{E9}", "image/png\r\nx: y", String(repeating: "x", count: 256)] {
                try await expectError(.invalidRequest, "A put with an invalid content type") {
                    try await trial.put("a", at: key, options: PutOptions(contentType: contentType))
                }
            }
            try await trial.expectNothing(at: key)
        },
        ObjectStoreCheck("metadata-is-plausible") { trial in
            let key = try trial.key("plausible")
            let written = try await trial.put("four", at: key)
            try expect(written.key == key, "The metadata must name the key that was written.")
            try expect(written.size == 4, "The size must be 4, not \(written.size).")
            try expect(!written.entityTag.rawValue.isEmpty, "The entity tag must not be empty.")
            try expect(!written.entityTag.rawValue.contains("\""), "The entity tag must come without quotes.")
            // Wide, because a store under test may run on a clock of the test.
            let years = Date(timeIntervalSince1970: 946_684_800)..<Date(timeIntervalSince1970: 4_102_444_800)
            try expect(years.contains(written.modified), "The date must be in this century, not \(written.modified).")
        },
        ObjectStoreCheck("put-returns-what-head-gives") { trial in
            let key = try trial.key("same")
            let written = try await trial.put("four", at: key, options: PutOptions(contentType: "image/png"))
            try expectSame(written, try await trial.store.head(key))
        },
        ObjectStoreCheck("get-gives-what-head-gives") { trial in
            let key = try trial.key("same")
            try await trial.put("four", at: key, options: PutOptions(contentType: "image/png"))
            try expectSame(try await trial.store.get(key).metadata, try await trial.store.head(key))
        },
        ObjectStoreCheck("head-gives-no-bytes") { trial in
            let key = try trial.key("head")
            try await trial.put("four", at: key)
            let object = try await trial.store.get(key, options: .head)
            try expect(object.range.isEmpty, "The range of a head-only get must be empty.")
            try expect(object.metadata.size == 4, "A head-only get must tell the size of the whole object.")
            try expect(try await trial.bytes(of: object.body).isEmpty, "A head-only get must not give bytes.")
        },
    ]

    private static func expectSame(_ left: ObjectMetadata, _ right: ObjectMetadata) throws {
        try expect(left.key == right.key, "The keys differ.")
        try expect(left.size == right.size, "The sizes differ: \(left.size) and \(right.size).")
        try expect(left.entityTag == right.entityTag, "The tags differ: \(left.entityTag) and \(right.entityTag).")
        try expect(left.contentType == right.contentType, "The content types differ.")
        try expect(sameBytes(left.attributes, right.attributes), "The attributes differ.")
        // A store may keep whole seconds, and learn the instant of a write only when it reads.
        let apart = abs(left.modified.timeIntervalSince(right.modified))
        try expect(apart <= 2, "The dates are \(apart) seconds apart.")
    }
}

extension ObjectStoreTrial {
    fileprivate func expectAttributes(_ attributes: [String: String]) async throws {
        let key = try key("attributes")
        let written = try await put("a", at: key, options: PutOptions(attributes: attributes))
        let read = try await store.head(key)
        for found in [written.attributes, read.attributes] {
            try expect(sameBytes(found, attributes), "The attributes came back as \(found).")
        }
    }
}
