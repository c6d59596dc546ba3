internal import NIOCore
internal import NIOHTTP1

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension ServiceFault {
    /// From a reply's headers and from its body, as far as that is there and can be read.
    init(headers: HTTPHeaders, body: ByteBuffer) {
        self.init()
        switch body.readableBytesView.first(where: { !Self.isSpace($0) }) {
        case UInt8(ascii: "{"): readJSON(body)
        case UInt8(ascii: "<"): readXML(body)
        default: break
        }
        if let named = headers.first(name: "x-amzn-errortype") { name = named }
        name = name.map(Self.shortened)
        requestID = headers.requestID ?? requestID
        extendedRequestID = headers.first(name: "x-amz-id-2") ?? extendedRequestID
        region = headers.first(name: "x-amz-bucket-region") ?? region
    }

    private struct JSONBody: Decodable {
        var type: String?
        var code: String?
        var message: String?

        private enum Key: String, CodingKey {
            case type = "__type"
            case code
            case message
            case capitalMessage = "Message"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            type = try? container.decode(String.self, forKey: .type)
            code = try? container.decode(String.self, forKey: .code)
            message =
                (try? container.decode(String.self, forKey: .message))
                ?? (try? container.decode(String.self, forKey: .capitalMessage))
        }
    }

    private mutating func readJSON(_ body: ByteBuffer) {
        guard let read = try? JSONDecoder().decode(JSONBody.self, from: Data(body.readableBytesView)) else { return }
        name = read.type ?? read.code
        message = read.message
    }

    private mutating func readXML(_ body: ByteBuffer) {
        guard let read = try? XMLReply.decode(XMLFault.self, from: body) else { return }
        name = read.code ?? read.inner?.code
        message = read.message ?? read.inner?.message
        requestID = read.requestID ?? read.outerRequestID
        extendedRequestID = read.hostID
        region = read.region
    }

    /// `com.amazonaws.dynamodb.v20120810#ValidationException` and `ValidationException:http://…` are ValidationException.
    private static func shortened(_ name: String) -> String {
        let last = name.split(separator: "#").last ?? ""
        return String(last.prefix { $0 != ":" }.prefix(128))
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
