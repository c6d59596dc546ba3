/// Another value instead of the one that comes in: a constant, or one of its fields.
public struct Pass<Input: Codable & Sendable, Output: Codable & Sendable>: WorkflowNode {
    private let name: String
    private let fields: JSONObject

    /// A constant.
    ///
    /// - Parameter name: the state's name, a wire contract, 1 to 80 characters.
    /// - Throws: ``WorkflowError`` with code `invalid-request` when the value has no JSON form.
    public init(_ name: String, replacing input: Input.Type, with output: Output) throws {
        self.name = name
        fields = ["Type": "Pass", "Result": try JSONValue(encoding: output)]
    }

    /// A field of the value.
    ///
    /// - Parameter name: the state's name, a wire contract, 1 to 80 characters.
    public init(_ name: String, selecting field: Field<Input, Output>) {
        self.name = name
        fields = ["Type": "Pass", "OutputPath": .string(field.path)]
    }

    public func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget {
        lowering.add(name, fields, then: next)
    }
}
