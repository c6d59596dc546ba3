public import RenditionsWorkflow

/// One recorded case: a document, an input, and what the service answered.
public struct ASLCase: Sendable, CustomStringConvertible {
    public let name: String
    /// The area that the case is counted under.
    public let feature: String
    public let definition: JSONValue
    public let input: JSONValue
    public let expected: ASLResult
    /// Whether the cause holds placeholders, so that only the error's name can be compared.
    public let causeHasPlaceholders: Bool
    /// Whether several branches or items may run at once, so that the order of events says nothing.
    public let isConcurrent: Bool
    /// Functions that exist, by name.
    public let functions: [String: ASLFunction]
    /// Objects of S3 that exist.
    public let items: ASLItems

    public var description: String { name }

    /// - Throws: ``ASLCaseError`` when this is no case.
    public init(_ document: JSONValue, file: String) throws {
        guard let definition = document["definition"], let expected = document["expected"] else {
            throw ASLCaseError(reason: "There is neither definition nor expectation.")
        }
        name = document["name"]?.stringValue ?? document["source"]?.stringValue ?? file
        feature = document["feature"]?.stringValue ?? file
        // Some recordings hold the document as text.
        self.definition = try definition.stringValue.map { try JSONValue(json: $0) } ?? definition
        isConcurrent = self.definition.isConcurrent
        input = document["input"] ?? .object(JSONObject())
        self.expected = ASLResult(
            status: expected["status"]?.stringValue ?? "", output: expected["output"],
            error: expected["error"]?.stringValue, cause: expected["cause"],
            events: expected["events"]?.arrayValue?.compactMap(\.stringValue))
        causeHasPlaceholders = expected["causeHasPlaceholders"]?.boolValue ?? false
        functions = try (document["lambdas"]?.objectValue?.entries ?? []).reduce(into: [:]) { functions, entry in
            functions[entry.key] = try ASLFunction(entry.value)
        }
        items = ASLItems(document["s3"]?.arrayValue ?? [])
    }
}

extension JSONValue {
    /// Whether a Parallel state, or a Map state of more than one item at once, stands anywhere in this.
    fileprivate var isConcurrent: Bool {
        switch self {
        case .array(let elements): elements.contains(where: \.isConcurrent)
        case .object(let object):
            self["Type"] == "Parallel" || (self["Type"] == "Map" && self["MaxConcurrency"] != 1)
                || object.entries.contains(where: \.value.isConcurrent)
        default: false
        }
    }
}
