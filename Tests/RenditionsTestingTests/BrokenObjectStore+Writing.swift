import NIOCore
import Renditions
import RenditionsTesting

extension BrokenObjectStore {
    /// What can be wrong with writes.
    static let writing: [BrokenObjectStore] = [
        BrokenObjectStore(
            "overwrites when it should create",
            fails: [
                "create-refuses-existing", "create-refuses-existing-of-equal-bytes",
                "create-is-judged-when-the-body-is-here", "create-of-twenty-has-one-winner",
            ],
            put: { inner, body, key, options in
                var options = options
                if options.mode == .create { options.mode = .overwrite }
                return try await inner.put(body, at: key, options: options)
            }),
        BrokenObjectStore(
            "holds creators off with a lock that nobody else minds", fails: ["create-is-judged-when-the-body-is-here"],
            put: { inner, body, key, options in
                guard options.mode == .create else { return try await inner.put(body, at: key, options: options) }
                guard await Locks.shared.take(key) else { throw StoreError(.preconditionFailed, "locked") }
                do {
                    if try await inner.contains(key) { throw StoreError(.preconditionFailed, "there") }
                    var options = options
                    options.mode = .overwrite
                    let metadata = try await inner.put(body, at: key, options: options)
                    await Locks.shared.give(key)
                    return metadata
                } catch {
                    await Locks.shared.give(key)
                    throw error
                }
            }),
        BrokenObjectStore(
            "ignores the tag that it should replace",
            fails: [
                "replace-refuses-another-state", "replace-refuses-missing", "replace-is-judged-when-the-body-is-here",
                "replace-of-twenty-has-one-winner",
            ],
            put: { inner, body, key, options in
                var options = options
                if case .replace = options.mode { options.mode = .overwrite }
                return try await inner.put(body, at: key, options: options)
            }),
        BrokenObjectStore(
            "keeps what came of a body that failed",
            fails: ["failing-body-leaves-nothing", "failing-body-keeps-the-old-object"],
            put: { inner, body, key, options in
                let (bytes, failure) = await body.collectUntilFailure()
                try Task.checkCancellation()
                if let failure {
                    _ = try await inner.put(ObjectBody(bytes), at: key, options: options)
                    throw failure
                }
                try body.checkLength(bytes.readableBytes)
                return try await inner.put(ObjectBody(bytes), at: key, options: options)
            }),
        BrokenObjectStore(
            "makes an error of its own of a body's", fails: ["failing-body-surfaces-its-error"],
            put: { inner, body, key, options in
                do {
                    return try await inner.put(body, at: key, options: options)
                } catch let error where !(error is StoreError || error is CancellationError || error is CheckFailure) {
                    throw StoreError(.unavailable, "failed", cause: error)
                }
            }),
        BrokenObjectStore(
            "does not count the bytes of a body",
            fails: [
                "short-body-is-refused", "long-body-is-refused", "empty-body-that-promised-more-is-refused",
                "refused-body-keeps-the-old-object", "list-does-not-show-refused-bodies",
            ],
            put: { inner, body, key, options in
                try await inner.put(body.withoutLength, at: key, options: options)
            }),
        BrokenObjectStore(
            "takes the end of a cancelled body for its end",
            fails: ["cancelled-put-leaves-nothing", "cancelled-put-keeps-the-old-object"],
            put: { inner, body, key, options in
                let (bytes, failure) = await body.collectUntilFailure()
                if let failure { throw failure }
                try body.checkLength(bytes.readableBytes)
                return try await Task { try await inner.put(ObjectBody(bytes), at: key, options: options) }.value
            }),
        BrokenObjectStore(
            "writes chunk by chunk where everybody sees it",
            fails: [
                "object-is-not-visible-before-its-body-ended", "old-object-is-whole-until-the-new-body-ended",
                "failing-body-leaves-nothing", "failing-body-keeps-the-old-object", "refused-body-keeps-the-old-object",
                "short-body-is-refused", "long-body-is-refused", "empty-body-that-promised-more-is-refused",
                "list-does-not-show-refused-bodies", "cancelled-put-leaves-nothing",
                "cancelled-put-keeps-the-old-object",
            ],
            put: { inner, body, key, options in
                guard options.mode == .overwrite else { return try await inner.put(body, at: key, options: options) }
                var bytes = ByteBuffer()
                for try await var chunk in body {
                    bytes.writeBuffer(&chunk)
                    _ = try await inner.put(ObjectBody(bytes), at: key, options: options)
                }
                try Task.checkCancellation()
                try body.checkLength(bytes.readableBytes)
                return try await inner.put(ObjectBody(bytes), at: key, options: options)
            }),
        BrokenObjectStore(
            "loses attributes",
            fails: [
                "attributes-come-back", "attributes-fit-up-to-the-limit", "invalid-attributes-are-refused",
                "overwrite-replaces-attributes",
            ],
            put: { inner, body, key, options in
                var options = options
                options.attributes = [:]
                return try await inner.put(body, at: key, options: options)
            }),
        BrokenObjectStore(
            "keeps attributes that were to be replaced", fails: ["overwrite-replaces-attributes"],
            put: { inner, body, key, options in
                var options = options
                if options.attributes.isEmpty == false, let old = try? await inner.head(key).attributes {
                    try options.validate()
                    options.attributes.merge(old) { new, _ in new }
                }
                return try await inner.put(body, at: key, options: options)
            }),
        BrokenObjectStore(
            "loses the content type",
            fails: ["content-type-comes-back", "invalid-content-type-is-refused", "overwrite-replaces-content-type"],
            put: { inner, body, key, options in
                var options = options
                options.contentType = nil
                return try await inner.put(body, at: key, options: options)
            }),
        BrokenObjectStore(
            "can't delete what is not there", fails: ["delete-of-nothing-succeeds"],
            delete: { inner, key in
                _ = try await inner.head(key)
                try await inner.delete(key)
            }),
        BrokenObjectStore(
            "deletes all that starts with the key",
            fails: [
                "delete-leaves-other-objects", "key-may-be-the-folder-of-others", "keys-differ-by-their-ends",
                "keys-that-look-like-paths",
            ],
            delete: { inner, key in
                for try await object in inner.list(prefix: key.rawValue) { try await inner.delete(object.key) }
            }),
    ]
}

/// Keys that somebody creates.
private actor Locks {
    static let shared = Locks()
    private var keys: Set<ObjectKey> = []

    func take(_ key: ObjectKey) -> Bool { keys.insert(key).inserted }
    func give(_ key: ObjectKey) { keys.remove(key) }
}

extension ObjectBody {
    /// This body as one that does not know its length.
    fileprivate var withoutLength: ObjectBody {
        let body = self
        let reader = Reader(body)
        return ObjectBody(length: nil) { try await reader.next() }
    }

    fileprivate func collectUntilFailure() async -> (ByteBuffer, (any Error)?) {
        var bytes = ByteBuffer()
        do {
            for try await var chunk in self { bytes.writeBuffer(&chunk) }
            return (bytes, nil)
        } catch {
            return (bytes, error)
        }
    }
}

/// Reads a body chunk by chunk.
private final class Reader: Sendable {
    private let chunks: AsyncStream<Result<ByteBuffer, any Error>>

    init(_ body: ObjectBody) {
        chunks = AsyncStream { continuation in
            let task = Task {
                do {
                    for try await chunk in body { continuation.yield(.success(chunk)) }
                } catch {
                    continuation.yield(.failure(error))
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    func next() async throws -> ByteBuffer? {
        for await chunk in chunks { return try chunk.get() }
        return nil
    }
}
