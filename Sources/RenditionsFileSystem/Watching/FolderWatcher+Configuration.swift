extension FolderWatcher {
    /// How a folder is watched.
    public struct Configuration: Sendable {
        /// What events give as their bucket. Default: nil, none.
        public var name: String?
        /// How long a file's size and times must stand still that was not seen to be written. Default: 2 seconds.
        public var settleTime: Duration
        /// How often the folder is read where nobody tells of changes, and folders that could not be read are tried
        /// again. Default: 10 seconds.
        public var scanInterval: Duration
        /// Whether the system is asked to tell of changes. Default: true.
        public var usesSystemEvents: Bool
        /// Whether a folder that is empty at the start, though files of it are known, gives an event of each. Otherwise the
        /// events end with an error: what is not mounted looks the same. Default: false.
        public var acceptsEmptied: Bool
        /// Told of everything that can't become an event, each once. Called one at a time. Default: nobody.
        public var report: @Sendable (FolderProblem) -> Void
        /// By what the times above are measured.
        public var clock: any Clock<Duration>

        public init(
            name: String? = nil, settleTime: Duration = .seconds(2), scanInterval: Duration = .seconds(10),
            usesSystemEvents: Bool = true, acceptsEmptied: Bool = false, clock: any Clock<Duration> = ContinuousClock(),
            report: @escaping @Sendable (FolderProblem) -> Void = { _ in }
        ) {
            self.name = name
            self.settleTime = settleTime
            self.scanInterval = scanInterval
            self.usesSystemEvents = usesSystemEvents
            self.acceptsEmptied = acceptsEmptied
            self.clock = clock
            self.report = report
        }
    }
}
