internal import RenditionsAPI
internal import RenditionsWorkflow

/// The target of a request, as it would be in HTTP: percent-encoded, with the query.
struct GatewayTarget: Sendable, Hashable {
    let text: String

    /// - Parameter basePath: what stands before every path of the API. A stage that the gateway puts before the path is taken off,
    ///   unless it is the base path, or its beginning.
    /// - Throws: ``LambdaError`` with code `invalid-event`.
    init(_ event: JSONValue, _ form: APIEventForm, basePath: String) throws {
        let path = Self.path(event, form, basePath: basePath)
        let encoded =
            form.hasDecodedPath
            ? PercentEncoding.encode(path, allowing: Self.isOfPaths)
            : PercentEncoding.encode(path, allowing: PercentEncoding.isVisible)
        let query = form.isFormat1 ? try Self.query(event) : event["rawQueryString"]?.stringValue ?? ""
        let visible = PercentEncoding.encode(query, allowing: PercentEncoding.isVisible)
        text = (encoded.isEmpty ? "/" : encoded) + (visible.isEmpty ? "" : "?\(visible)")
    }

    private static func path(_ event: JSONValue, _ form: APIEventForm, basePath: String) -> String {
        let context = event["requestContext"]
        let stage = context?["stage"]?.stringValue ?? ""
        let plain: String
        let full: String
        if form.isFormat1 {
            // REST APIs leave the stage out here, and what a domain of one's own maps to them in.
            plain = event["path"]?.stringValue ?? ""
            full = context?["path"]?.stringValue ?? plain
        } else {
            full = event["rawPath"]?.stringValue ?? ""
            plain = stage.isEmpty || stage == "$default" ? full : without("/\(stage)", full)
        }
        guard !basePath.isEmpty, !begins(plain, with: basePath), begins(full, with: basePath) else { return plain }
        return full
    }

    private static func begins(_ path: String, with prefix: String) -> Bool {
        path == prefix || path.hasPrefix(prefix + "/")
    }

    private static func without(_ prefix: String, _ path: String) -> String {
        begins(path, with: prefix) ? String(path.dropFirst(prefix.count)) : path
    }

    /// Names and values are decoded in the event.
    private static func query(_ event: JSONValue) throws -> String {
        var pairs: [String] = []
        for (name, value) in try GatewayFields.pairs(
            event, many: "multiValueQueryStringParameters", one: "queryStringParameters")
        {
            pairs.append(
                PercentEncoding.encode(name, allowing: isUnreserved) + "="
                    + PercentEncoding.encode(value, allowing: isUnreserved))
        }
        return pairs.joined(separator: "&")
    }

    /// RFC 3986, section 2.3.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~".utf8.contains(byte)
        }
    }

    /// Section 3.3, with the slash. A percent sign is itself in a path that has been decoded.
    private static func isOfPaths(_ byte: UInt8) -> Bool {
        isUnreserved(byte) || "!$&'()*+,;=:@/".utf8.contains(byte)
    }
}
