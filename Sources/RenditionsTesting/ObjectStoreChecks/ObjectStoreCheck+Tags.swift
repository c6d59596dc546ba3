import Renditions

extension ObjectStoreCheck {
    /// Entity tags tell one state of an object from another.
    static let tags: [ObjectStoreCheck] = [
        ObjectStoreCheck("equal-bytes-have-equal-tags") { trial in
            let key = try trial.key("tagged")
            let first = try await trial.put("same", at: key)
            try await trial.put("other", at: key)
            let last = try await trial.put("same", at: key)
            try expect(first.entityTag == last.entityTag, "Equal bytes under one key must have equal tags.")
        },
        ObjectStoreCheck("different-bytes-have-different-tags") { trial in
            let key = try trial.key("tagged")
            var tags: Set<EntityTag> = []
            // Of one length and written at once: neither size nor time tells them apart.
            for text in ["aaaa", "aaab", "baaa", "abaa"] {
                tags.insert(try await trial.put(text, at: key).entityTag)
            }
            try expect(tags.count == 4, "Four different bodies have only \(tags.count) different tags.")
        },
    ]

    /// Where there is no object.
    static let absence: [ObjectStoreCheck] = [
        ObjectStoreCheck("missing-is-not-found") { trial in
            let key = try trial.key("missing")
            try await trial.expectNothing(at: key)
            try await expectError(.notFound, "A head-only get of a missing object") {
                _ = try await trial.store.head(key)
            }
            try expect(try await trial.store.contains(key) == false, "There is no such object.")
        },
        ObjectStoreCheck("missing-in-a-range-is-not-found", requires: .ranges) { trial in
            let key = try trial.key("missing")
            try await expectError(.notFound, "A range of a missing object") {
                _ = try await trial.store.get(key, options: GetOptions(range: .bytes(0..<4)))
            }
        },
        ObjectStoreCheck("missing-under-conditions-is-not-found", requires: .conditionalGet) { trial in
            let key = try trial.key("missing")
            let tag = EntityTag("0123456789abcdef")
            for options in [GetOptions(ifMatch: tag), GetOptions(ifNoneMatch: tag)] {
                try await expectError(.notFound, "A conditional get of a missing object") {
                    _ = try await trial.store.get(key, options: options)
                }
            }
        },
        ObjectStoreCheck("delete-removes") { trial in
            let key = try trial.key("deleted")
            try await trial.put("a", at: key)
            try await trial.store.delete(key)
            try await trial.expectNothing(at: key)
        },
        ObjectStoreCheck("delete-of-nothing-succeeds") { trial in
            let key = try trial.key("nothing")
            try await trial.store.delete(key)
            try await trial.store.delete(key)
        },
        ObjectStoreCheck("delete-leaves-other-objects") { trial in
            let keys = try ["a", "ab", "a/b", "a/b/c"].map(trial.key)
            for key in keys { try await trial.put(trial.suffix(of: key), at: key) }
            try await trial.store.delete(keys[0])
            try await trial.expectNothing(at: keys[0])
            for key in keys.dropFirst() { try await trial.expectText(trial.suffix(of: key), at: key) }
        },
        ObjectStoreCheck("deleted-key-can-be-written-again") { trial in
            let key = try trial.key("again")
            try await trial.put("old", at: key)
            try await trial.store.delete(key)
            try await trial.put("new", at: key)
            try await trial.expectText("new", at: key)
        },
    ]

    /// A put replaces all of what was there.
    static let overwriting: [ObjectStoreCheck] = [
        ObjectStoreCheck("overwrite-replaces-bytes") { trial in
            let key = try trial.key("overwritten")
            try await trial.put("a long old body", at: key)
            let written = try await trial.put("short", at: key)
            try await trial.expectText("short", at: key)
            let read = try await trial.store.head(key)
            try expect(read.size == 5 && read.entityTag == written.entityTag, "The metadata is of the old object.")
        },
        ObjectStoreCheck("overwrite-replaces-content-type") { trial in
            let key = try trial.key("overwritten")
            try await trial.put("a", at: key, options: PutOptions(contentType: "image/x-old"))
            try await trial.put("b", at: key)
            // A store may have a default of its own where the writer gives no type.
            let untyped = try await trial.store.head(key).contentType
            try expect(untyped != "image/x-old", "A put without a content type must not keep the old one.")
            try await trial.put("c", at: key, options: PutOptions(contentType: "image/x-new"))
            let typed = try await trial.store.head(key).contentType
            try expect(typed == "image/x-new", "The content type must be the new one, not \(typed ?? "nil").")
        },
        ObjectStoreCheck("overwrite-replaces-attributes", requires: .attributes) { trial in
            let key = try trial.key("overwritten")
            try await trial.put("a", at: key, options: PutOptions(attributes: ["old": "1", "both": "1"]))
            try await trial.put("a", at: key, options: PutOptions(attributes: ["both": "2"]))
            let found = try await trial.store.head(key).attributes
            try expect(found == ["both": "2"], "A put must replace all attributes, and left \(found).")
        },
    ]
}
