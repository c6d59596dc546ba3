/// The objects of a store as an asynchronous sequence; pages are fetched as they are needed.
public struct ObjectListing: AsyncSequence, Sendable {
    public typealias Element = ObjectMetadata

    let store: any ObjectStore
    let prefix: String
    let pageSize: Int

    public func makeAsyncIterator() -> Iterator {
        Iterator(store: store, request: ListRequest(prefix: prefix, limit: pageSize))
    }

    public struct Iterator: AsyncIteratorProtocol {
        let store: any ObjectStore
        var request: ListRequest
        var objects: ArraySlice<ObjectMetadata> = []
        var isFinished = false

        public mutating func next() async throws -> ObjectMetadata? {
            while objects.isEmpty, !isFinished {
                let page = try await store.page(request)
                objects = page.objects[...]
                request.cursor = page.next
                isFinished = page.next == nil
            }
            return objects.popFirst()
        }
    }
}
