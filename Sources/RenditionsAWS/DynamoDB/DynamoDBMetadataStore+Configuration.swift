extension DynamoDBMetadataStore {
    /// How a store of records in DynamoDB works.
    public struct Configuration: Sendable {
        /// For how long what is left of an erased asset is kept after its erasure has come to its end; nil for ever. It must
        /// outlast every message that may still speak of the asset: queues keep them for up to 14 days. DynamoDB deletes it
        /// within a few days of its time, where the table's time to live is on. What refuses an original that was kept stays
        /// for ever. Default: 90 days.
        public var tombstoneLifetime: Duration?
        /// Entries of an index that a page may look at. Where few of them pass the filter, a page may thus have fewer records
        /// than it could, or none, and still say where the next one starts. Default: 10,000.
        public var entriesPerPage: Int
        /// How often a write is begun anew because others write the same record. Default: 20.
        public var attempts: Int

        public init(
            tombstoneLifetime: Duration? = .seconds(90 * 86_400), entriesPerPage: Int = 10_000, attempts: Int = 20
        ) {
            self.tombstoneLifetime = tombstoneLifetime
            self.entriesPerPage = entriesPerPage
            self.attempts = attempts
        }
    }
}
