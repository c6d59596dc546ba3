package import RenditionsWorkflow

/// What came of one item of a distributed map, as Step Functions writes it down.
package struct ItemResult: Hashable, Sendable {
    /// The input of the item's execution.
    package var input: JSONValue
    /// Nil for one that did not succeed.
    package var output: JSONValue?
    /// Why it did not.
    package var error: String?
    package var cause: String?

    /// Nil for what is no result.
    init?(_ value: JSONValue) {
        guard let status = value["Status"]?.stringValue else { return nil }
        func parsed(_ name: String) -> JSONValue? {
            value[name]?.stringValue.flatMap { try? JSONValue(json: $0) }
        }
        input = parsed("Input") ?? .null
        guard status != "SUCCEEDED" else {
            output = parsed("Output") ?? .null
            return
        }
        error = value["Error"]?.stringValue ?? (status == "TIMED_OUT" ? ErrorName.timeout : status)
        cause = value["Cause"]?.stringValue
    }
}
