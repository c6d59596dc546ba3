/// A message of events as it arrives, read into the one form of event that this library works with.
///
/// These forms are understood, also inside one another:
/// - notifications of S3, any number of records in one, and its test event;
/// - EventBridge's `Object Created` and `Object Deleted`;
/// - SNS notifications around them, as topics send them over HTTP or to SQS, and as Lambda gets them;
/// - batches of SQS messages around any of these, as Lambda gets them.
///
/// A record that can't be read does not keep the others from being read.
///
/// In notifications of S3 keys are encoded as forms are: a space is `+`, a plus is `%2B`. They are decoded exactly once.
/// EventBridge gives keys as they are, and nothing is decoded there.
public struct IngestMessage: Sendable {
    /// In the order of the message.
    public var records: [IngestRecord]

    /// - Parameter bytes: a JSON text.
    /// - Throws: ``IngestError`` when nothing can be made of the message as a whole: codes `invalid-document`,
    ///   `unknown-form`, `too-large`.
    public init(decoding bytes: some Sequence<UInt8>, limits: IngestLimits = .default) throws {
        var reader = MessageReader(limits: limits)
        try reader.read(bytes)
        records = reader.records
    }

    public var events: [IngestEvent] { records.compactMap(\.event) }
}
