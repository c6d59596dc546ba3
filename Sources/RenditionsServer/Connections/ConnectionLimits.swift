/// What a client may cost a connection. Every time is in seconds, and may be a fraction.
public struct ConnectionLimits: Sendable, Hashable {
    /// Connections at the same time; further ones wait to be accepted. Each may take two file descriptors. Default 1,000.
    public var maximumConnections: Int
    /// From the beginning of a connection until the head of its first request is there. Default 10.
    public var headSeconds: Double
    /// From an answer until the head of the next request is there. Default 30.
    public var keepAliveSeconds: Double
    /// Bytes of a body that come in each second of ``bodyWindowSeconds``, and of an answer that are taken in each of
    /// ``writeSeconds``, on average. Default 1,024.
    public var minimumBytesPerSecond: Int
    /// The same of a body while other uploads wait for their turn. Default 16,384.
    public var minimumBytesPerSecondInCrowd: Int
    /// How long a body is watched before it is judged. Only the time counts in which somebody waits for it. Default 10.
    public var bodyWindowSeconds: Double
    /// How long the taking of an answer is watched before it is judged. Only the time counts in which the client is waited
    /// for. Default 30.
    public var writeSeconds: Double
    /// How long a connection is kept that is over, so that the client can read the last answer. Default 1.
    public var lingerSeconds: Double
    /// How long a connection on which nothing comes is kept when the server ends: a request may be on its way. A client or
    /// a proxy that gives up its connections by itself after less than this never loses one. Default 0.2.
    public var farewellSeconds: Double
    /// Bytes of all the fields of a head, of their names, and of the path, together. Default 32 KiB.
    public var maximumHeadBytes: Int
    /// Fields of a head. Default 100.
    public var maximumHeadFields: Int

    public init(
        maximumConnections: Int = 1000, headSeconds: Double = 10, keepAliveSeconds: Double = 30,
        minimumBytesPerSecond: Int = 1024, minimumBytesPerSecondInCrowd: Int = 16_384, bodyWindowSeconds: Double = 10,
        writeSeconds: Double = 30,
        lingerSeconds: Double = 1, farewellSeconds: Double = 0.2, maximumHeadBytes: Int = 32 << 10,
        maximumHeadFields: Int = 100
    ) {
        self.maximumConnections = maximumConnections
        self.headSeconds = headSeconds
        self.keepAliveSeconds = keepAliveSeconds
        self.minimumBytesPerSecond = minimumBytesPerSecond
        self.minimumBytesPerSecondInCrowd = minimumBytesPerSecondInCrowd
        self.bodyWindowSeconds = bodyWindowSeconds
        self.writeSeconds = writeSeconds
        self.lingerSeconds = lingerSeconds
        self.farewellSeconds = farewellSeconds
        self.maximumHeadBytes = maximumHeadBytes
        self.maximumHeadFields = maximumHeadFields
    }
}
