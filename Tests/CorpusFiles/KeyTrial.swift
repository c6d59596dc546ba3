internal import Foundation
internal import NIOCore
package import Renditions

/// A list of keys put to a store: what must be kept comes back exact, what must be refused is.
package struct KeyTrial: Sendable {
    /// Keys that the store holds, in the order of their bytes.
    package private(set) var kept: [ObjectKey] = []
    /// What is wrong; empty for a store that is right.
    package private(set) var violations: [String] = []

    /// Leaves the keys that it kept in the store.
    ///
    /// - Throws: what the store throws where it must not.
    package init(_ keys: [CorpusKey], in store: some ObjectStore) async throws {
        try await put(keys, in: store)
        kept.sort()
        for key in kept { try await get(key, from: store) }
        try await list(keys, in: store)
    }

    private mutating func put(_ keys: [CorpusKey], in store: some ObjectStore) async throws {
        for entry in keys {
            do {
                let key = try ObjectKey(entry.key)
                // Each holds its own name, so that one taken for another shows.
                try await store.put(ObjectBody(entry.key.utf8), at: key)
                if !entry.mayBeKept { violations.append("\(entry.why): kept") }
                kept.append(key)
            } catch let error as StoreError where error.code == .invalidKey {
                if !entry.mayBeRefused { violations.append("\(entry.why): refused") }
                // No other way in.
                let json = try JSONEncoder().encode([entry.key])
                if (try? JSONDecoder().decode([ObjectKey].self, from: json)) != nil {
                    violations.append("\(entry.why): taken from JSON")
                }
            }
        }
    }

    private mutating func get(_ key: ObjectKey, from store: some ObjectStore) async throws {
        let object = try await store.get(key)
        let bytes = try await object.body.collect(upTo: 2 * ObjectKey.maximumByteCount)
        let head = try await store.head(key)
        if !bytes.readableBytesView.elementsEqual(key.rawValue.utf8) { violations.append("\(key): holds other bytes") }
        if object.metadata.key != key || head.key != key { violations.append("\(key): comes back as another") }
        if head.size != key.rawValue.utf8.count { violations.append("\(key): has another size") }
    }

    private mutating func list(_ keys: [CorpusKey], in store: some ObjectStore) async throws {
        var listed: [ObjectKey] = []
        for try await object in store.list(pageSize: 3) { listed.append(object.key) }
        if listed != kept { violations.append("listed: \(listed)") }
        // A prefix is no key: those that are refused as keys must not lead elsewhere as prefixes.
        for entry in keys {
            let expected = kept.filter { $0.rawValue.utf8.starts(with: entry.key.utf8) }
            do {
                let found = try await store.page(ListRequest(prefix: entry.key)).objects.map(\.key)
                if found != expected { violations.append("listed with the prefix \(entry.why): \(found)") }
            } catch let error as StoreError where error.code == .invalidKey || error.code == .invalidRequest {
                if !expected.isEmpty { violations.append("the prefix \(entry.why): refused") }
            }
        }
    }
}
