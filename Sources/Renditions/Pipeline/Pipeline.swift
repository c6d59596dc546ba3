/// Operations in the order in which they apply. Its JSON form is an array of them.
public struct Pipeline: Sendable, ExpressibleByArrayLiteral {
    public var operations: [any ImageOperation]

    public init(_ operations: [any ImageOperation] = []) { self.operations = operations }
    public init(arrayLiteral elements: any ImageOperation...) { operations = elements }

    /// The overlays that the operations need, each once.
    public var overlays: [ObjectKey] {
        var keys: [ObjectKey] = []
        for case let operation as any OverlayOperation in operations {
            for key in operation.overlays where !keys.contains(key) { keys.append(key) }
        }
        return keys
    }
}

extension Pipeline: Hashable {
    public static func == (left: Pipeline, right: Pipeline) -> Bool {
        left.operations.count == right.operations.count
            && zip(left.operations, right.operations).allSatisfy { $0.isEqual(to: $1) }
    }

    public func hash(into hasher: inout Hasher) {
        for operation in operations { operation.hash(into: &hasher) }
    }
}

extension Pipeline: Codable {
    public init(from decoder: any Decoder) throws {
        operations = try decoder.singleValueContainer().decode([CodedOperation].self).map(\.operation)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(operations.map(CodedOperation.init))
    }
}

extension ImageOperation {
    /// Whether another operation is of the same type and has the same parameters.
    public func isEqual(to other: any ImageOperation) -> Bool {
        (other as? Self) == self
    }
}
