/// One entry of `Records`: an event, or a message around others. Reading it never fails, so that the records beside it
/// are read.
struct WireRecord: Decodable {
    enum Content {
        case notification(S3Notification)
        case message(String)
        case envelope(TopicEnvelope)
        /// Of a service that tells of no objects; its name.
        case other(String)
        case unreadable(IngestError)
    }

    /// Of a message of SQS.
    let messageID: String?
    let content: Content

    private enum CodingKeys: String, CodingKey {
        case messageID = "messageId"
        case source = "eventSource"
        case topicSource = "EventSource"
        case body
        case topicMessage = "Sns"
        case object = "s3"
    }

    init(from decoder: any Decoder) {
        let container = try? decoder.container(keyedBy: CodingKeys.self)
        messageID = try? container?.decodeIfPresent(String.self, forKey: .messageID)
        do {
            content = try Self.content(of: try decoder.container(keyedBy: CodingKeys.self), decoder)
        } catch {
            content = .unreadable(IngestError(reading: error))
        }
    }

    private static func content(
        of container: KeyedDecodingContainer<CodingKeys>, _ decoder: any Decoder
    ) throws -> Content {
        if container.contains(.object) { return .notification(try S3Notification(from: decoder)) }
        if container.contains(.body) { return .message(try container.decode(String.self, forKey: .body)) }
        if container.contains(.topicMessage) {
            return .envelope(try container.decode(TopicEnvelope.self, forKey: .topicMessage))
        }
        let source = try container.decodeIfPresent(String.self, forKey: .source)
        if let source = try source ?? container.decodeIfPresent(String.self, forKey: .topicSource),
            !["aws:s3", "aws:sqs", "aws:sns"].contains(source)
        {
            return .other(source)
        }
        throw IngestError(.invalidRecord, "A record has none of the fields s3, body and Sns.")
    }
}
