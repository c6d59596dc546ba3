extension WorkflowJournal {
    /// How a journal works.
    public struct Configuration: Sendable {
        public var durability: Durability
        /// How long a write waits for another process's before it fails with `unavailable`. Default: 10 seconds.
        public var busyTimeout: Duration
        /// Connections that read at the same time. Default: 4.
        public var maximumReaderCount: Int
        /// How often whoever waits looks for what other processes have written. What this process writes is seen at
        /// once. Default: 250 milliseconds.
        public var pollInterval: Duration

        public init(
            durability: Durability = .full, busyTimeout: Duration = .seconds(10), maximumReaderCount: Int = 4,
            pollInterval: Duration = .milliseconds(250)
        ) {
            self.durability = durability
            self.busyTimeout = busyTimeout
            self.maximumReaderCount = maximumReaderCount
            self.pollInterval = pollInterval
        }
    }
}
