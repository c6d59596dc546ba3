internal import HTTPTypes
internal import NIOCore
internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// An answer of HTTP, as a function gives it to a gateway.
struct GatewayAnswer: Sendable {
    let form: APIEventForm
    let head: HTTPResponse

    /// Whether the body goes as text: what is text by its type. Everything else goes as base64, which is a third longer.
    var isText: Bool {
        guard head.headerFields[.contentEncoding] == nil else { return false }
        guard let field = head.headerFields[.contentType] else { return false }
        let type = field.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        return type.hasPrefix("text/") || type == "application/json" || type.hasSuffix("+json")
            || type == "application/xml"
    }

    /// The bytes that a body takes in the document, at the least.
    func encodedLength(of count: Int) -> Int { isText ? count : (count + 2) / 3 * 4 }

    /// The whole answer.
    func document(_ body: ByteBuffer) -> JSONValue {
        var document: JSONObject = ["statusCode": .integer(head.status.code)]
        let fields = form.isFormat1 ? "multiValueHeaders" : "headers"
        document[fields] = .object(form.isFormat1 ? multipleValues : singleValues)
        let cookies = head.headerFields[values: .setCookie]
        if !form.isFormat1, !cookies.isEmpty { document["cookies"] = .array(cookies.map { .string($0) }) }
        if isText, let text = String(validating: body.readableBytesView, as: UTF8.self) {
            document["body"] = .string(text)
            document["isBase64Encoded"] = false
        } else {
            document["body"] = .string(Data(body.readableBytesView).base64EncodedString())
            document["isBase64Encoded"] = true
        }
        return .object(document)
    }

    /// Each name once, as it is written, with all of its values.
    private var multipleValues: JSONObject {
        var values = JSONObject()
        var seen: Set<HTTPField.Name> = []
        for field in head.headerFields where seen.insert(field.name).inserted {
            values[field.name.rawName] = .array(head.headerFields[values: field.name].map { .string($0) })
        }
        return values
    }

    /// Each name once, in small letters, its values behind one another. Cookies can't be: they have a member of their own.
    private var singleValues: JSONObject {
        var values = JSONObject()
        for field in head.headerFields where field.name != .setCookie {
            values[field.name.canonicalName] = .string(head.headerFields[values: field.name].joined(separator: ", "))
        }
        return values
    }
}
