internal import NIOCore
public import Renditions
internal import RenditionsWorkflow

/// Keeps what is needed to process poisoned originals again, one JSON document for each asset, in a store that nobody serves
/// from: it names originals.
public struct Quarantine: Sendable {
    private let store: any ObjectStore

    /// The most bytes that an entry may have; recipes are far smaller.
    private static let maximumBytes = 1 << 20

    public init(_ store: any ObjectStore) { self.store = store }

    private static func key(_ asset: AssetID) throws -> ObjectKey { try ObjectKey("\(asset).json") }

    /// Keeps an entry in the place of an older one of the same asset.
    ///
    /// - Throws: `StoreError`.
    public func put(_ entry: QuarantineEntry) async throws {
        let text = try JSONValue(encoding: entry).json
        _ = try await store.put(
            ObjectBody(ByteBuffer(string: text)), at: try Self.key(entry.asset),
            options: PutOptions(contentType: "application/json"))
    }

    /// The entry of an asset; nil when there is none.
    ///
    /// - Throws: `StoreError`, with code `corrupt` when the document is none that was put there.
    public func entry(_ asset: AssetID) async throws -> QuarantineEntry? {
        let bytes: ByteBuffer
        do {
            bytes = try await store.get(try Self.key(asset)).body.collect(upTo: Self.maximumBytes)
        } catch let error as StoreError where error.code == .notFound {
            return nil
        }
        do {
            return try JSONValue(json: Array(bytes.readableBytesView)).decoded()
        } catch {
            throw StoreError(.corrupt, "The quarantine's entry of \(asset) is none. Remove it.", cause: error)
        }
    }

    /// Forgets an asset. Forgetting nothing succeeds.
    ///
    /// - Throws: `StoreError`.
    public func remove(_ asset: AssetID) async throws { try await store.delete(try Self.key(asset)) }

    /// Forgets an asset, unless what is kept of it came from another request.
    func remove(_ asset: AssetID, ifOf request: ProcessRequest) async throws {
        if try await entry(asset)?.request == request { try await remove(asset) }
    }
}
