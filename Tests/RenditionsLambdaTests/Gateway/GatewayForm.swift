import Foundation
import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsTesting
import RenditionsWorkflow

/// What a gateway makes of a request, and of a function's answer.
enum GatewayForm: String, CaseIterable, Sendable, CustomStringConvertible {
    case rest
    case httpFormat1
    case http
    case functionURL

    var description: String { rawValue }

    private var isFormat1: Bool { self == .rest || self == .httpFormat1 }

    /// - Parameter stage: what API Gateway puts before the path; nil for none.
    func event(_ request: APIRequest, stage: String? = nil) async throws -> JSONValue {
        let head = request.head
        let body = try await request.body.collect(upTo: 64 << 20)
        let parts = (head.path ?? "/").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        // HTTP APIs decode it, and nothing else does.
        let isDecoded = self == .http || self == .httpFormat1
        let path = isDecoded ? String(parts[0]).removingPercentEncoding ?? String(parts[0]) : String(parts[0])
        let query = parts.count == 2 ? String(parts[1]) : ""
        var fields = head.headerFields
        fields[HTTPField.Name("Host")!] = head.authority
        fields[HTTPField.Name("X-Forwarded-Proto")!] = "http"
        var event: JSONObject = [:]
        var context: JSONObject = ["requestId": "gateway", "stage": .string(stage ?? "$default")]
        if isFormat1 {
            if self == .httpFormat1 { event["version"] = "1.0" }
            event["httpMethod"] = .string(head.method.rawValue)
            event["path"] = .string(path)
            context["path"] = .string((stage.map { "/\($0)" } ?? "") + path)
            event["headers"] = .object(Self.single(fields))
            event["multiValueHeaders"] = .object(Self.multiple(fields))
            let values = Self.parameters(query)
            event["multiValueQueryStringParameters"] = values.isEmpty ? .null : .object(values)
            event["queryStringParameters"] =
                values.isEmpty
                ? .null : .object(JSONObject(values.entries.map { .init(key: $0.key, value: $0.value[0] ?? "") }))
        } else {
            event["version"] = "2.0"
            event["rawPath"] = .string((stage.map { "/\($0)" } ?? "") + path)
            event["rawQueryString"] = .string(query)
            let cookies = fields[values: .cookie].flatMap { $0.components(separatedBy: "; ") }
            if !cookies.isEmpty { event["cookies"] = .array(cookies.map { .string($0) }) }
            fields[.cookie] = nil
            event["headers"] = .object(Self.single(fields))
            context["http"] = ["method": .string(head.method.rawValue), "path": .string(path)]
            context["domainName"] = self == .http ? "api.example" : "id.lambda-url.eu-west-1.on.aws"
        }
        event["requestContext"] = .object(context)
        if body.readableBytes > 0 {
            event["body"] = .string(Data(body.readableBytesView).base64EncodedString())
        } else if isFormat1 {
            event["body"] = .null
        }
        event["isBase64Encoded"] = .bool(body.readableBytes > 0)
        return .object(event)
    }

    /// - Throws: where no gateway could read it.
    func reply(_ answer: ByteBuffer) throws -> APIReply {
        let document = try JSONValue(json: Array(answer.readableBytesView))
        guard let status = document["statusCode"]?.integerValue, let text = document["body"]?.stringValue,
            let isEncoded = document["isBase64Encoded"]?.boolValue
        else { throw Malformed(document: document.json) }
        var head = HTTPResponse(status: HTTPResponse.Status(code: status))
        let entries = document[isFormat1 ? "multiValueHeaders" : "headers"]?.objectValue?.entries ?? []
        for entry in entries {
            let values = isFormat1 ? entry.value.arrayValue : [entry.value]
            guard let name = HTTPField.Name(entry.key), let values else { throw Malformed(document: document.json) }
            for value in values { head.headerFields.append(HTTPField(name: name, value: value.stringValue ?? "")) }
        }
        for cookie in document["cookies"]?.arrayValue ?? [] {
            head.headerFields.append(HTTPField(name: .setCookie, value: cookie.stringValue ?? ""))
        }
        guard let bytes = isEncoded ? Data(base64Encoded: text) : Data(text.utf8) else {
            throw Malformed(document: document.json)
        }
        return APIReply(head, body: ByteBuffer(bytes: bytes))
    }

    struct Malformed: Error { var document: String }

    private static func single(_ fields: HTTPFields) -> JSONObject {
        JSONObject(
            fields.map {
                .init(
                    key: $0.name.canonicalName, value: .string(fields[values: $0.name].joined(separator: ",")))
            })
    }

    private static func multiple(_ fields: HTTPFields) -> JSONObject {
        JSONObject(
            fields.map {
                .init(key: $0.name.rawName, value: .array(fields[values: $0.name].map { .string($0) }))
            })
    }

    /// Names and values, decoded.
    private static func parameters(_ query: String) -> JSONObject {
        var values = JSONObject()
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { part in
                let text = part.replacingOccurrences(of: "+", with: " ")
                return text.removingPercentEncoding ?? text
            }
            let value = JSONValue.string(parts.count == 2 ? parts[1] : "")
            values[parts[0]] = .array((values[parts[0]]?.arrayValue ?? []) + [value])
        }
        return values
    }
}
