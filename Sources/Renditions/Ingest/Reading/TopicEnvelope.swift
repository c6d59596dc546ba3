/// What SNS wraps around a message. Its links are not even read.
struct TopicEnvelope: Decodable {
    let type: String
    let message: String?

    private enum CodingKeys: String, CodingKey {
        case type = "Type"
        case message = "Message"
    }
}
