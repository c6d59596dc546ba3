extension DurableRunner {
    /// How a runner works on its journal.
    public struct Configuration: Sendable {
        /// What the worker is called in the journal, for people. Default: "worker".
        public var name: String
        /// The most executions that are carried out at once, from 1. Those that only wait for a time don't count.
        /// Default: 100.
        public var maximumExecutions: Int
        /// For how long others leave what this worker has taken alone when it is not heard from. It renews its lease three
        /// times in it. Default: 30 seconds.
        public var leaseDuration: Duration
        /// How often an attempt may be lost with the process that makes it. After that it fails with
        /// `ErrorName.workerLost`, so that a task which ends the process is not begun for ever. What fails if it is lost
        /// once more is carried out one at a time, so that nothing is given up for what was only beside it; that takes 2
        /// at least. From 1; default: 3.
        public var maximumLostAttempts: Int
        /// An execution that waits for nothing but a time further off than this is put out of memory. Default: 5 seconds.
        public var longestRest: Duration
        /// Of which workflows executions are carried out; nil for all whose tasks the registry has. Default: nil.
        public var workflows: Set<String>?
        /// Which queue the executions that are begun here stand in; those of others are left alone. Workers of one queue
        /// have the same stores behind their tasks. Default: "default".
        public var queue: String

        public init(
            name: String = "worker", maximumExecutions: Int = 100, leaseDuration: Duration = .seconds(30),
            maximumLostAttempts: Int = 3, longestRest: Duration = .seconds(5), workflows: Set<String>? = nil,
            queue: String = "default"
        ) {
            self.name = name
            self.maximumExecutions = maximumExecutions
            self.leaseDuration = leaseDuration
            self.maximumLostAttempts = maximumLostAttempts
            self.longestRest = longestRest
            self.workflows = workflows
            self.queue = queue
        }
    }
}
