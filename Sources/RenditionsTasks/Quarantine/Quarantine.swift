internal import NIOCore
public import Renditions
internal import RenditionsWorkflow

/// Keeps what is needed to process poisoned originals again, one JSON document for each version of an original, in a store
/// that nobody serves from: it names originals.
///
/// Each version has a document of its own, so that who is late with a failure of an older one takes nothing from a newer one.
public struct Quarantine: Sendable {
    private let store: any ObjectStore

    /// The most bytes that an entry may have; recipes are far smaller.
    private static let maximumBytes = 1 << 20

    /// - Parameter store: must be able to list.
    public init(_ store: any ObjectStore) { self.store = store }

    private static func prefix(_ asset: AssetID) -> String { "\(asset)/" }

    private static func key(_ request: ProcessRequest) throws -> ObjectKey {
        let parts = [
            request.original.entityTag.rawValue, "\(request.original.modified.millisecondsSince1970)",
            "\(request.generation)",
        ]
        let mark = Fingerprint(of: parts.map { Array($0.utf8) }).description.prefix(16)
        return try ObjectKey("\(prefix(AssetID(original: request.original.key)))\(mark).json")
    }

    /// Keeps an entry in the place of an older one of the same version.
    ///
    /// - Throws: `StoreError`.
    public func put(_ entry: QuarantineEntry) async throws {
        let text = try JSONValue(encoding: entry).json
        _ = try await store.put(
            ObjectBody(ByteBuffer(string: text)), at: try Self.key(entry.request),
            options: PutOptions(contentType: "application/json"))
    }

    /// The entry of an asset that was made last; nil when there is none.
    ///
    /// - Throws: as ``entries(_:)``.
    public func entry(_ asset: AssetID) async throws -> QuarantineEntry? {
        try await entries(asset).max { $0.quarantined < $1.quarantined }
    }

    /// The entries of an asset, one for each version that could not be processed, in no particular order.
    ///
    /// - Throws: `StoreError`, with code `corrupt` when a document is none that was put there.
    public func entries(_ asset: AssetID) async throws -> [QuarantineEntry] {
        var entries: [QuarantineEntry] = []
        for try await object in store.list(prefix: Self.prefix(asset)) {
            if let entry = try await entry(at: object.key) { entries.append(entry) }
        }
        return entries
    }

    /// Hands out every entry, in the order of their assets.
    ///
    /// - Parameter body: is told of a document that is none of ours as of a failure with code `corrupt`.
    /// - Throws: `StoreError`, and what `body` throws.
    public func each(_ body: (Result<QuarantineEntry, StoreError>) async throws -> Void) async throws {
        for try await object in store.list() {
            let found: Result<QuarantineEntry, StoreError>
            do {
                guard let entry = try await entry(at: object.key) else { continue }
                found = .success(entry)
            } catch let error as StoreError where error.code == .corrupt {
                found = .failure(error)
            }
            try await body(found)
        }
    }

    /// - Returns: nil when it has gone.
    private func entry(at key: ObjectKey) async throws -> QuarantineEntry? {
        let bytes: ByteBuffer
        do {
            let object = try await store.get(key)
            bytes = try await object.body.collect(upTo: Self.maximumBytes)
            // A body that ends early would pass for a document that is none.
            guard bytes.readableBytes == object.metadata.size else {
                throw StoreError(.unavailable, "Of an entry of the quarantine not all bytes came. Try again.")
            }
        } catch let error as StoreError where error.code == .notFound {
            return nil
        }
        do {
            return try JSONValue(json: Array(bytes.readableBytesView)).decoded()
        } catch {
            throw StoreError(.corrupt, "The quarantine's entry at \(key) is none. Remove it.", cause: error)
        }
    }

    /// Forgets an asset. Forgetting nothing succeeds.
    ///
    /// - Throws: `StoreError`.
    public func remove(_ asset: AssetID) async throws {
        for try await object in store.list(prefix: Self.prefix(asset)) { try await store.delete(object.key) }
    }

    /// Forgets what is kept of an asset's generations up to one: an original that was uploaded again after it was erased has
    /// a later one.
    func remove(_ asset: AssetID, through generation: Int) async throws {
        for try await object in store.list(prefix: Self.prefix(asset)) {
            guard let entry = try await entry(at: object.key), entry.request.generation <= generation else { continue }
            try await store.delete(object.key)
        }
    }

    /// Forgets what is kept of one request. Forgetting nothing succeeds.
    ///
    /// - Throws: `StoreError`.
    public func remove(_ request: ProcessRequest) async throws { try await store.delete(try Self.key(request)) }
}
