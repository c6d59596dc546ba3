/// Operations in the order in which they apply. Its JSON form is an array of them.
public struct Pipeline: Sendable, ExpressibleByArrayLiteral {
    public var operations: [any ImageOperation]

    public init(_ operations: [any ImageOperation] = []) { self.operations = operations }
    public init(arrayLiteral elements: any ImageOperation...) { operations = elements }

    /// The overlays that the operations need, and those that they consist of, each once.
    public var overlays: [ObjectKey] {
        var keys: [ObjectKey] = []
        for operation in operations {
            let needed =
                switch operation {
                case let overlaying as any OverlayOperation: overlaying.overlays
                case let composite as any CompositeOperation: Pipeline(composite.operations).overlays
                default: [] as [ObjectKey]
                }
            for key in needed where !keys.contains(key) { keys.append(key) }
        }
        return keys
    }

    /// Checks what does not depend on the size of an image.
    ///
    /// - Throws: ``RenderError`` with code ``RenderError/Code/invalidOperation``.
    func validateParameters() throws {
        for operation in operations {
            if let described = operation as? any Parameterized, let problem = described.parameterProblem {
                throw RenderError(.invalidOperation, "\(type(of: operation).name): \(problem).")
            }
            // These adapt to any size, so that one stands for all.
            if operation is any GeometricOperation { try operation.validate(for: PixelSize(width: 1, height: 1)) }
        }
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
