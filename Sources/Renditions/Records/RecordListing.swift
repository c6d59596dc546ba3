/// The records of a store as an asynchronous sequence; pages are fetched as they are needed.
public struct RecordListing: AsyncSequence, Sendable {
    public typealias Element = Revised<AssetRecord>

    let store: any MetadataStore
    let request: RecordRequest

    public func makeAsyncIterator() -> Iterator {
        Iterator(store: store, request: request)
    }

    public struct Iterator: AsyncIteratorProtocol {
        let store: any MetadataStore
        var request: RecordRequest
        var records: ArraySlice<Revised<AssetRecord>> = []
        var isFinished = false

        public mutating func next() async throws -> Revised<AssetRecord>? {
            while records.isEmpty, !isFinished {
                let page = try await store.page(request)
                records = page.records[...]
                request.cursor = page.next
                isFinished = page.next == nil
            }
            return records.popFirst()
        }
    }
}
