/// A field of a value by the name that it has in JSON, declared once beside the type.
///
/// ```swift
/// extension Photo {
///     enum Fields {
///         static let width = Field("width", \Photo.width)
///     }
/// }
/// ```
///
/// The key path has the compiler check that there is such a property of such a type; the name is a wire contract.
public struct Field<Root, Value>: Hashable, Sendable {
    /// Where the field stands in the value's JSON form.
    let path: String

    public init(_ name: String, _ property: KeyPath<Root, Value>) { path = "$" + Self.step(name) }

    private init(path: String) { self.path = path }

    /// A field of a field.
    public func appending<Next>(_ field: Field<Value, Next>) -> Field<Root, Next> {
        Field<Root, Next>(path: path + field.path.dropFirst())
    }

    private static func step(_ name: String) -> String {
        let isPlain = name.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_"
        }
        return isPlain ? ".\(name)" : "['\(name)']"
    }
}
