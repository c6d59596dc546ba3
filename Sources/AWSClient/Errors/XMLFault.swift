/// An error in XML: `Error`, as S3 writes it, or `ErrorResponse` with an `Error` within.
struct XMLFault: Decodable {
    struct Inner: Decodable {
        var code: String?
        var message: String?

        private enum CodingKeys: String, CodingKey {
            case code = "Code"
            case message = "Message"
        }
    }

    var code: String?
    var message: String?
    var requestID: String?
    var outerRequestID: String?
    var hostID: String?
    var region: String?
    var inner: Inner?

    private enum CodingKeys: String, CodingKey {
        case code = "Code"
        case message = "Message"
        case requestID = "RequestId"
        case outerRequestID = "RequestID"
        case hostID = "HostId"
        case region = "Region"
        case inner = "Error"
    }
}
