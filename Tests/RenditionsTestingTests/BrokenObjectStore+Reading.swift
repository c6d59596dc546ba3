import NIOCore
import Renditions
import RenditionsTesting

extension BrokenObjectStore {
    /// What can be wrong with reads.
    static let reading: [BrokenObjectStore] = [
        BrokenObjectStore(
            "ignores ranges",
            fails: [
                "range-of-bytes", "range-of-one-byte", "range-from-an-offset", "range-of-the-last-bytes",
                "range-is-cut-off-at-the-end", "range-past-the-end-is-refused", "range-without-bytes-is-refused",
                "range-before-the-start-is-refused", "range-of-an-empty-object-is-refused", "range-across-chunks",
            ],
            get: { inner, key, options in
                var options = options
                options.range = nil
                return try await inner.get(key, options: options)
            }),
        BrokenObjectStore(
            "takes a range's end for included",
            fails: ["range-of-bytes", "range-of-one-byte", "range-without-bytes-is-refused", "range-across-chunks"],
            get: { inner, key, options in
                var options = options
                if case .bytes(let range) = options.range, range.upperBound < .max {
                    options.range = .bytes(range.lowerBound..<range.upperBound + 1)
                }
                return try await inner.get(key, options: options)
            }),
        BrokenObjectStore(
            "refuses ranges that are longer than the object",
            fails: ["range-is-cut-off-at-the-end", "range-may-end-anywhere", "range-of-more-than-there-is"],
            get: { inner, key, options in
                let size = try await inner.head(key).size
                try options.checkConditions(against: try await inner.head(key).entityTag)
                switch options.range {
                case .bytes(let range) where range.upperBound > size:
                    throw StoreError(.rangeNotSatisfiable, "too long")
                case .last(let count) where count > size: throw StoreError(.rangeNotSatisfiable, "too long")
                default: return try await inner.get(key, options: options)
                }
            }),
        BrokenObjectStore(
            "judges ifNoneMatch first", fails: ["if-match-is-judged-before-if-none-match"],
            get: { inner, key, options in
                if let tag = options.ifNoneMatch {
                    _ = try await inner.get(key, options: GetOptions(ifNoneMatch: tag, headOnly: true))
                }
                return try await inner.get(key, options: options)
            }),
        BrokenObjectStore(
            "judges the range before the conditions", fails: ["conditions-are-judged-before-the-range"],
            get: { inner, key, options in
                if let range = options.range { _ = try range.resolved(size: await inner.head(key).size) }
                return try await inner.get(key, options: options)
            }),
        BrokenObjectStore(
            "ignores conditions when it reads the head only", fails: ["conditions-apply-to-head"],
            get: { inner, key, options in
                try await inner.get(key, options: options.headOnly ? .head : options)
            }),
        BrokenObjectStore(
            "gives bytes where only the head was asked for", fails: ["head-gives-no-bytes"],
            get: { inner, key, options in
                var options = options
                options.headOnly = false
                return try await inner.get(key, options: options)
            }),
        BrokenObjectStore(
            "reads the rest of a body when it is asked for", fails: ["body-is-from-one-state"],
            get: { inner, key, options in
                var object = try await inner.get(key, options: options)
                guard object.metadata.size > 2 << 20, options.range == nil else { return object }
                let first = try await inner.get(key, options: GetOptions(range: .bytes(0..<1024)))
                let head = try await first.body.collect(upTo: 1024)
                object.body = .chunked([Array(head.readableBytesView), []], length: nil) { _ in }
                    .followed { try await inner.get(key, options: GetOptions(range: .from(1024))).body }
                return object
            }),
        BrokenObjectStore(
            "has no empty objects", fails: ["empty-body-comes-back"],
            get: { inner, key, options in
                let object = try await inner.get(key, options: options)
                if object.metadata.size == 0 { throw StoreError(.notFound, "empty") }
                return object
            }),
        BrokenObjectStore(
            "gives metadata of the state before",
            fails: [
                "overwrite-replaces-bytes", "overwrite-replaces-content-type", "overwrite-replaces-attributes",
                "conditions-apply-to-head",
            ],
            get: { inner, key, options in
                let object = try await inner.get(key, options: options)
                guard options.headOnly, let old = await StaleHeads.shared.old(object.metadata) else { return object }
                return StoredObject(metadata: old, range: object.range, body: object.body)
            },
            put: { inner, body, key, options in
                let metadata = try await inner.put(body, at: key, options: options)
                await StaleHeads.shared.remember(metadata)
                return metadata
            }),
    ]
}

/// The first metadata of each key.
private actor StaleHeads {
    static let shared = StaleHeads()
    private var first: [ObjectKey: ObjectMetadata] = [:]

    func remember(_ metadata: ObjectMetadata) { first[metadata.key] = first[metadata.key] ?? metadata }

    func old(_ metadata: ObjectMetadata) -> ObjectMetadata? { first[metadata.key] }
}

extension ObjectBody {
    /// This body and then another one, which is fetched only when this one is at its end.
    fileprivate func followed(by next: @escaping @Sendable () async throws -> ObjectBody) -> ObjectBody {
        let first = self
        let parts = Parts(first: first, next: next)
        return ObjectBody(length: nil) { try await parts.next() }
    }
}

private actor Parts {
    private var pending: [@Sendable () async throws -> ObjectBody]

    init(first: ObjectBody, next: @escaping @Sendable () async throws -> ObjectBody) {
        pending = [{ first }, next]
    }

    func next() async throws -> ByteBuffer? {
        guard !pending.isEmpty else { return nil }
        return try await pending.removeFirst()().collect(upTo: .max)
    }
}
