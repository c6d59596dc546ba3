extension SQLiteMetadataStore {
    /// How a store of records in SQLite works.
    public struct Configuration: Sendable {
        public var durability: Durability
        /// How long a call waits for another process's write before it fails with `unavailable`. Default: 10 seconds.
        public var busyTimeout: Duration
        /// Connections that read at the same time. Default: 4.
        public var maximumReaderCount: Int

        public init(
            durability: Durability = .full, busyTimeout: Duration = .seconds(10), maximumReaderCount: Int = 4
        ) {
            self.durability = durability
            self.busyTimeout = busyTimeout
            self.maximumReaderCount = maximumReaderCount
        }
    }
}
