/// What became of one record of a message.
public struct IngestRecord: Sendable {
    public enum Outcome: Sendable {
        case event(IngestEvent)
        /// Nothing to be done: acknowledge it.
        case ignored(IgnoredReason)
        /// The record can't be read, now or ever: keep it where somebody looks at it.
        case failed(IngestError)
    }

    /// The record's place in the notification that held it, from 0.
    public var index: Int
    /// Of the SQS message that held the record, so that the answer to a batch can name those that failed.
    public var messageID: String?
    public var outcome: Outcome

    public init(index: Int, messageID: String? = nil, outcome: Outcome) {
        self.index = index
        self.messageID = messageID
        self.outcome = outcome
    }

    public var event: IngestEvent? {
        if case .event(let event) = outcome { event } else { nil }
    }

    public var error: IngestError? {
        if case .failed(let error) = outcome { error } else { nil }
    }
}
