#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A pause. The value goes on as it is.
public struct Wait<Value: Codable & Sendable>: WorkflowNode {
    private let name: String
    private let fields: JSONObject

    public typealias Input = Value
    public typealias Output = Value

    /// - Parameters:
    ///   - name: the state's name, a wire contract, 1 to 80 characters.
    ///   - duration: rounded up to whole seconds, at least 1.
    public init(_ name: String, for duration: Duration) {
        self.name = name
        fields = ["Type": "Wait", "Seconds": .integer(duration.wholeSeconds)]
    }

    /// - Parameters:
    ///   - name: the state's name, a wire contract, 1 to 80 characters.
    ///   - field: says when the pause ends; at once where that has passed.
    public init(_ name: String, until field: Field<Value, Date>) {
        self.name = name
        fields = ["Type": "Wait", "TimestampPath": .string(field.path)]
    }

    public func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget {
        lowering.add(name, fields, then: next)
    }
}

extension WorkflowNode {
    /// A pause behind the node, rounded up to whole seconds, at least 1.
    public func wait(_ name: String, for duration: Duration) -> Joined<Self, Wait<Output>> {
        Joined(before: self, after: Wait(name, for: duration))
    }
}
