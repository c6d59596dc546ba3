extension ImageServer {
    /// How the server behaves.
    public struct Configuration: Sendable, Hashable {
        /// The address that it listens on. Default 127.0.0.1: whoever wants others to reach it has to say so.
        public var host: String
        /// 0 for one that is free. Default 8080.
        public var port: Int
        public var connections: ConnectionLimits
        public var requests: RequestLimits
        /// Seconds from `/ready` answering 503 to the end of listening, in which a load balancer can notice. Default 0.
        public var noticeSeconds: Double
        /// Seconds that requests in progress have to end, before they are given up. Default 30.
        public var drainSeconds: Double
        /// Where metrics are served; nil for nowhere. Default `/metrics`.
        public var metricsPath: String?

        public init(
            host: String = "127.0.0.1", port: Int = 8080, connections: ConnectionLimits = ConnectionLimits(),
            requests: RequestLimits = RequestLimits(), noticeSeconds: Double = 0, drainSeconds: Double = 30,
            metricsPath: String? = "/metrics"
        ) {
            self.host = host
            self.port = port
            self.connections = connections
            self.requests = requests
            self.noticeSeconds = noticeSeconds
            self.drainSeconds = drainSeconds
            self.metricsPath = metricsPath
        }
    }
}
