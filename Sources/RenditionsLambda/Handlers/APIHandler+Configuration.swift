extension APIHandler {
    /// What a function can carry.
    public struct Configuration: Sendable, Hashable {
        /// Bytes of an answer as the gateway gets it, which is JSON with base64 in it. Default 6 MiB, the most that Lambda takes:
        /// some 4.7 million bytes of an image.
        public var maximumResponseBytes: Int
        /// For how long the progress of an image is gathered before it is given, in seconds. The client comes back for the rest.
        /// Default 20; API Gateway waits for 29.
        public var followSeconds: Int

        public init(maximumResponseBytes: Int = 6 << 20, followSeconds: Int = 20) {
            self.maximumResponseBytes = maximumResponseBytes
            self.followSeconds = followSeconds
        }
    }
}
