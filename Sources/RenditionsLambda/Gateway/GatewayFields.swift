internal import HTTPTypes
internal import RenditionsWorkflow

/// Header fields and parameters as gateways tell of them.
enum GatewayFields {
    /// Names and values, from the member that has lists of values, or else from that which has one.
    ///
    /// - Throws: ``LambdaError`` with code `invalid-event`.
    static func pairs(_ event: JSONValue, many: String, one: String) throws -> [(name: String, value: String)] {
        if let lists = try object(event, many) {
            return try lists.entries.flatMap { entry -> [(String, String)] in
                guard let values = entry.value.arrayValue else { throw invalid(many) }
                return try values.map { (entry.key, try text($0, many)) }
            }
        }
        return try (try object(event, one)?.entries ?? []).map { ($0.key, try text($0.value, one)) }
    }

    /// The header fields of a request, its cookies among them.
    ///
    /// - Throws: ``LambdaError`` with code `invalid-event`.
    static func fields(of event: JSONValue, _ form: APIEventForm) throws -> HTTPFields {
        var fields = HTTPFields()
        let pairs = try pairs(event, many: form.isFormat1 ? "multiValueHeaders" : "", one: "headers")
        for (name, value) in pairs {
            guard let name = HTTPField.Name(name), !value.utf8.contains(where: { [0, 10, 13].contains($0) }) else {
                throw LambdaError(.invalidEvent, "The event has a header field that HTTP does not have.")
            }
            fields.append(HTTPField(name: name, value: value))
        }
        if let cookies = event["cookies"]?.arrayValue, !cookies.isEmpty, fields[.cookie] == nil {
            fields[.cookie] = try cookies.map { try text($0, "cookies") }.joined(separator: "; ")
        }
        return fields
    }

    /// Nil where it is missing or null.
    private static func object(_ event: JSONValue, _ name: String) throws -> JSONObject? {
        guard let value = event[name], value != .null else { return nil }
        guard let object = value.objectValue else { throw invalid(name) }
        return object
    }

    private static func text(_ value: JSONValue, _ name: String) throws -> String {
        guard let text = value.stringValue else { throw invalid(name) }
        return text
    }

    private static func invalid(_ name: String) -> LambdaError {
        LambdaError(.invalidEvent, "The event's member \(name) is not as gateways make it.")
    }
}
