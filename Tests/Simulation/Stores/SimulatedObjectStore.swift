internal import NIOCore
package import Renditions
internal import Synchronization

/// A store of objects that the processes of a ``World`` call.
///
/// Each operation takes effect at one moment, and whoever watches the store sees it in the same moment.
package final class SimulatedObjectStore: ObjectStore {
    private let world: World
    private let place: Place
    private let shelf: Mutex<ObjectShelf>
    private let clock: WallClock
    private let observer: any ObjectStoreObserver

    init(_ world: World, _ place: Place, clock: WallClock, observer: any ObjectStoreObserver) {
        self.world = world
        self.place = place
        self.clock = clock
        self.observer = observer
        shelf = Mutex(ObjectShelf())
    }

    package var capabilities: ObjectStoreCapabilities { .all }

    /// What is there, in the order of keys.
    package var objects: [ObjectMetadata] { shelf.withLock { $0.objects } }

    private static var fault: StoreError { StoreError(.unavailable, "The call was lost on its way.") }

    package func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        var object = try await world.call(place, "get \(key)", fault: Self.fault) {
            do {
                let object = try shelf.withLock { try $0.get(key, options) }
                observer.saw(object.metadata, at: key)
                return object
            } catch let error as StoreError where error.code == .notFound {
                observer.saw(nil, at: key)
                throw error
            }
        }
        if !options.headOnly, world.goesWrong(world.weather.cutBody) {
            var cut = try await object.body.collect(upTo: .max)
            object.body = ObjectBody(cut.readSlice(length: cut.readableBytes / 2) ?? ByteBuffer())
        }
        return object
    }

    package func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        try options.validate()
        try shelf.withLock { try $0.check(options.mode, at: key) }
        let bytes = try await body.collect(upTo: 1 << 24)
        try Task.checkCancellation()
        try body.checkLength(bytes.readableBytes)
        return try await world.call(place, "put \(key)", fault: Self.fault) {
            let (before, after) = try shelf.withLock { shelf in
                let before = shelf[key]
                return (before, try shelf.put(bytes, at: key, options, modified: clock.now))
            }
            observer.put(after, over: before)
            return after
        }
    }

    package func delete(_ key: ObjectKey) async throws {
        try await world.call(place, "delete \(key)", fault: Self.fault) {
            if let gone = shelf.withLock({ $0.remove(key) }) { observer.deleted(gone) }
        }
    }

    package func page(_ request: ListRequest) async throws -> ObjectPage {
        try request.validate()
        return try await world.call(place, "list", fault: Self.fault) { try shelf.withLock { try $0.page(request) } }
    }
}

/// Is told what happens in a store, as it happens.
protocol ObjectStoreObserver: Sendable {
    /// Somebody looked at an object; nil where there was none.
    func saw(_ object: ObjectMetadata?, at key: ObjectKey)
    func put(_ object: ObjectMetadata, over before: ObjectMetadata?)
    func deleted(_ object: ObjectMetadata)
}
