import NIOCore
import Renditions
import Synchronization

/// One run of a check: the store, a random prefix, and the keys that have to be removed afterwards.
final class ObjectStoreTrial: Sendable {
    let store: any ObjectStore
    /// Ends with a slash.
    let prefix: String
    private let keys = Mutex<Set<ObjectKey>>([])

    init(store: any ObjectStore) {
        self.store = store
        prefix = "check-\(String(UInt64.random(in: .min ... .max), radix: 36))/"
    }

    /// A key of this run.
    func key(_ suffix: String) throws -> ObjectKey {
        try tracked(ObjectKey(prefix + suffix))
    }

    /// Has a key removed at the end that can't stand under the prefix.
    func tracked(_ key: ObjectKey) -> ObjectKey {
        keys.withLock { _ = $0.insert(key) }
        return key
    }

    /// Removes what the run may have written. Failures are not the check's concern, and cancellation must not keep
    /// this from being done.
    func cleanUp() async {
        let keys = keys.withLock { $0 }
        await Task { [store] in
            for key in keys { try? await store.delete(key) }
        }.value
    }

    /// Writes text.
    @discardableResult
    func put(_ text: String, at key: ObjectKey, options: PutOptions = PutOptions()) async throws -> ObjectMetadata {
        try await store.put(ObjectBody(text.utf8), at: key, options: options)
    }

    /// Reads bytes, and holds the object's metadata, range and length to what came.
    func read(_ key: ObjectKey, options: GetOptions = GetOptions()) async throws -> [UInt8] {
        let object = try await store.get(key, options: options)
        return try await bytes(of: object.body)
    }

    func bytes(of body: ObjectBody) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in body { bytes.append(contentsOf: chunk.readableBytesView) }
        if let length = body.length {
            try expect(length == bytes.count, "The body said \(length) bytes and gave \(bytes.count).")
        }
        return bytes
    }

    /// - Throws: ``CheckFailure`` when there is something else than this text under the key.
    func expectText(
        _ text: String, at key: ObjectKey, options: GetOptions = GetOptions(),
        fileID: StaticString = #fileID, line: Int = #line
    ) async throws {
        let found = try await read(key, options: options)
        try expect(
            found == Array(text.utf8),
            "The object must be \"\(text)\", not \"\(String(decoding: found, as: UTF8.self))\".",
            fileID: fileID, line: line)
    }

    /// - Throws: ``CheckFailure`` when there is an object under the key.
    func expectNothing(at key: ObjectKey, fileID: StaticString = #fileID, line: Int = #line) async throws {
        try await expectError(.notFound, "Reading a key that has no object", fileID: fileID, line: line) {
            _ = try await self.store.get(key)
        }
    }

    /// The suffixes of all keys of this run that start with `prefix`, in the order in which the store lists them.
    ///
    /// - Throws: ``CheckFailure`` when a page is too long or the pages never end.
    func list(_ prefix: String = "", limit: Int = 1000, from cursor: String? = nil) async throws -> [String] {
        var request = ListRequest(prefix: self.prefix + prefix, limit: limit, cursor: cursor)
        var found: [String] = []
        for _ in 0..<1000 {
            let page = try await store.page(request)
            try expect(page.objects.count <= limit, "A page of \(limit) has \(page.objects.count) objects.")
            found += page.objects.map { suffix(of: $0.key) }
            guard let next = page.next else { return found }
            request.cursor = next
        }
        throw CheckFailure("A listing of a few objects has not ended after 1,000 pages.")
    }

    func suffix(of key: ObjectKey) -> String {
        let bytes = key.rawValue.utf8
        guard bytes.starts(with: prefix.utf8) else { return key.rawValue }
        return String(decoding: bytes.dropFirst(prefix.utf8.count), as: UTF8.self)
    }
}

/// Whether two lists of texts are the same byte for byte; `==` takes composed and decomposed characters for the same.
func sameBytes(_ left: [String], _ right: [String]) -> Bool {
    left.elementsEqual(right) { $0.utf8.elementsEqual($1.utf8) }
}

/// Whether two dictionaries are the same byte for byte.
func sameBytes(_ left: [String: String], _ right: [String: String]) -> Bool {
    func lines(_ attributes: [String: String]) -> [String] {
        attributes.map { "\($0.key)=\($0.value)" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    return sameBytes(lines(left), lines(right))
}
