internal import HTTPTypes
internal import NIOCore
internal import Renditions
internal import RenditionsAPI
internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A request of HTTP, as a gateway tells a function of it.
struct APIEvent: Sendable {
    let form: APIEventForm
    let request: APIRequest
    /// Bytes of the body.
    let bytes: Int

    /// - Parameter basePath: what stands before every path of the API.
    /// - Throws: ``LambdaError`` with code `invalid-event`.
    init(_ event: ByteBuffer, basePath: String = "") throws {
        let json: JSONValue
        do {
            json = try JSONValue(json: Array(event.readableBytesView))
        } catch {
            throw LambdaError(.invalidEvent, "The event is no JSON.", cause: error)
        }
        form = try APIEventForm(of: json)
        let text = form.isFormat1 ? json["httpMethod"] : json["requestContext"]?["http"]?["method"]
        guard let method = text?.stringValue.flatMap({ HTTPRequest.Method(rawValue: $0) }) else {
            throw LambdaError(.invalidEvent, "The event has no method of HTTP.")
        }
        let target = try GatewayTarget(json, form, basePath: basePath)
        var fields = try GatewayFields.fields(of: json, form)
        let body = try Self.body(json)
        bytes = body.readableBytes
        // Whatever was sent, this is what has come.
        fields[.transferEncoding] = nil
        fields[.contentLength] = body.readableBytes > 0 || fields[.contentLength] != nil ? "\(body.readableBytes)" : nil
        let host = fields[HTTPField.Name("Host")!] ?? json["requestContext"]?["domainName"]?.stringValue
        fields[HTTPField.Name("Host")!] = nil
        request = APIRequest(
            HTTPRequest(
                method: method, scheme: fields[HTTPField.Name("X-Forwarded-Proto")!] ?? "https", authority: host,
                path: target.text, headerFields: fields),
            body: ObjectBody(body))
    }

    private static func body(_ event: JSONValue) throws -> ByteBuffer {
        guard let value = event["body"], value != .null else { return ByteBuffer() }
        guard let text = value.stringValue else { throw LambdaError(.invalidEvent, "The event's body is no text.") }
        guard event["isBase64Encoded"]?.boolValue == true else { return ByteBuffer(string: text) }
        guard let data = Data(base64Encoded: text) else {
            throw LambdaError(.invalidEvent, "The event's body is not the base64 that the event says it is.")
        }
        return ByteBuffer(bytes: data)
    }
}
