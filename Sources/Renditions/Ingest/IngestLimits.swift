/// How much one message may hold before it is refused. Messages come from outside.
public struct IngestLimits: Hashable, Sendable {
    /// Bytes of the whole message. Default: 8 MiB, more than AWS delivers at once.
    public var bytes: Int
    /// Records in all envelopes together. Default: 10,000, the most that a batch from SQS has.
    public var records: Int
    /// Objects and lists within each other, in one JSON text. Default: 32.
    public var nesting: Int
    /// JSON texts within each other, the outermost counted. Default: 4; an event in an SNS envelope in an SQS message is
    /// the third.
    public var envelopes: Int

    public init(bytes: Int = 8 << 20, records: Int = 10_000, nesting: Int = 32, envelopes: Int = 4) {
        self.bytes = bytes
        self.records = records
        self.nesting = nesting
        self.envelopes = envelopes
    }

    public static let `default` = IngestLimits()
}
