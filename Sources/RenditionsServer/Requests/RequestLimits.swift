/// How many requests are worked on, and how many wait.
public struct RequestLimits: Sendable, Hashable {
    /// The bound of one kind of request.
    public struct Lane: Sendable, Hashable {
        /// Requests in progress at the same time, at least 1.
        public var maximum: Int
        /// Requests that may wait for one of those to end.
        public var maximumWaiting: Int
        /// The longest that one waits, in seconds.
        public var waitSeconds: Double

        public init(maximum: Int, maximumWaiting: Int, waitSeconds: Double) {
            self.maximum = maximum
            self.maximumWaiting = maximumWaiting
            self.waitSeconds = waitSeconds
        }
    }

    /// Everything but uploads. Default 64, with 256 that wait for up to 5 seconds.
    public var requests: Lane
    /// Uploads, while they are received. Default 16, with 64 that wait for up to 15 seconds,
    /// which is longer than a body is watched before it is judged.
    public var uploads: Lane

    public init(
        requests: Lane = Lane(maximum: 64, maximumWaiting: 256, waitSeconds: 5),
        uploads: Lane = Lane(maximum: 16, maximumWaiting: 64, waitSeconds: 15)
    ) {
        self.requests = requests
        self.uploads = uploads
    }
}
