/// A JSON text of which it is not known yet what it is.
struct WireDocument: Decodable {
    /// S3's notifications and batches of SQS both call them that.
    let records: [WireRecord]?
    let envelope: TopicEnvelope?
    let bridgeEvent: BridgeEvent?
    /// Whether it is what S3 sends when a notification was just configured.
    let isTest: Bool

    private enum CodingKeys: String, CodingKey {
        case records = "Records"
        case type = "Type"
        case topic = "TopicArn"
        case detailType = "detail-type"
        case event = "Event"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        records = try container.decodeIfPresent([WireRecord].self, forKey: .records)
        let isEnvelope = container.contains(.type) && container.contains(.topic)
        envelope = isEnvelope ? try TopicEnvelope(from: decoder) : nil
        bridgeEvent = container.contains(.detailType) ? try BridgeEvent(from: decoder) : nil
        isTest = (try? container.decodeIfPresent(String.self, forKey: .event)) == "s3:TestEvent"
    }
}
