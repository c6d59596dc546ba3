/// The operations that documents may name. A value: an application adds its own to ``standard`` and gives the result to
/// whatever reads its recipes.
public struct OperationRegistry: Sendable {
    private var types: [OperationName: any ImageOperation.Type] = [:]

    /// - Parameter types: later ones replace earlier ones of the same name.
    public init(_ types: [any ImageOperation.Type] = []) {
        for type in types { register(type) }
    }

    public mutating func register(_ type: any ImageOperation.Type) {
        types[type.name] = type
    }

    /// This registry with another operation.
    public func adding(_ type: any ImageOperation.Type) -> OperationRegistry {
        var registry = self
        registry.register(type)
        return registry
    }

    public subscript(name: OperationName) -> (any ImageOperation.Type)? { types[name] }

    /// In alphabetical order.
    public var names: [OperationName] {
        types.keys.sorted { $0.rawValue < $1.rawValue }
    }

    /// Every operation of this library.
    public static let standard = OperationRegistry([
        Adjust.self, AutoOrient.self, Blur.self, Composite.self, Crop.self, Equalize.self, Extend.self, Flatten.self,
        Flip.self, Flop.self, Gamma.self, Greyscale.self, Median.self, Negate.self, Normalize.self, Orient.self,
        Pad.self, Resize.self, Rotate.self, RoundCorners.self, Scale.self, Sharpen.self, SmartCrop.self, Text.self,
        Threshold.self, Tint.self, Trim.self, Watermark.self,
    ])

    /// Under which a decoder's `userInfo` holds the registry to use; without one, ``standard`` is used.
    public static let userInfoKey = CodingUserInfoKey(rawValue: "renditions.operations")
}

/// An operation of any type in its JSON form: an object with the operation's name as the only key, or the bare name of
/// an operation that needs no parameters.
struct CodedOperation: Codable {
    var operation: any ImageOperation

    init(_ operation: any ImageOperation) { self.operation = operation }

    init(from decoder: any Decoder) throws {
        let registry = OperationRegistry.userInfoKey.flatMap { decoder.userInfo[$0] as? OperationRegistry } ?? .standard

        func type(_ name: String) throws -> any ImageOperation.Type {
            if let type = registry[OperationName(name)] { return type }
            let known = registry.names.map(\.rawValue).joined(separator: ", ")
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "unknown operation \"\(name.prefix(64))\"; known are \(known)"))
        }

        if let name = try? decoder.singleValueContainer().decode(String.self) {
            operation = try type(name).init(from: EmptyDecoder(of: decoder, at: name))
            return
        }
        let container = try decoder.container(keyedBy: ParameterKey.self)
        guard container.allKeys.count == 1, let key = container.allKeys.first else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "an operation is an object with its name as the only key"))
        }
        operation = try type(key.stringValue).init(from: container.superDecoder(forKey: key))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: ParameterKey.self)
        try operation.encode(to: container.superEncoder(forKey: ParameterKey(type(of: operation).name.rawValue)))
    }
}
