internal import NIOCore
public import Renditions
public import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The objects of stores as items of distributed maps, each store under the name that workflows have for its bucket.
public struct StoreItems: ItemSource {
    private let stores: [String: any ObjectStore]

    /// - Parameter stores: must be able to list.
    public init(_ stores: [String: any ObjectStore]) { self.stores = stores }

    public func items(_ request: ItemRequest) async throws -> [JSONValue] {
        guard let bucket = request.bucket, let store = stores[bucket] else {
            throw ItemSourceError("There is no bucket of this name.")
        }
        do {
            switch request.source {
            case .listing: return try await listing(store, request)
            case .object: return try await content(store, request)
            }
        } catch let error as StoreError {
            throw ItemSourceError("The items can't be read: \(error.code).")
        }
    }

    private func listing(_ store: any ObjectStore, _ request: ItemRequest) async throws -> [JSONValue] {
        var items: [JSONValue] = []
        for try await object in store.list(prefix: request.parameters["Prefix"]?.stringValue ?? "") {
            if let maximum = request.maximum, items.count >= maximum { break }
            items.append([
                "Etag": .string("\"\(object.entityTag.rawValue)\""), "Key": .string(object.key.rawValue),
                "LastModified": .integer(Int(object.modified.timeIntervalSince1970)), "Size": .integer(object.size),
                "StorageClass": "STANDARD",
            ])
        }
        return items
    }

    private func content(_ store: any ObjectStore, _ request: ItemRequest) async throws -> [JSONValue] {
        guard let key = request.parameters["Key"]?.stringValue.flatMap({ try? ObjectKey($0) }) else {
            throw ItemSourceError("The key of the object can't be one.")
        }
        let bytes = try await store.get(key).body.collect(upTo: Self.maximumBytes)
        return try ItemText.items(String(decoding: bytes.readableBytesView, as: UTF8.self), request.configuration)
    }

    /// Of an object that is read for its items.
    private static let maximumBytes = 64 << 20
}
