/// The parameters of a header field's value, in their order.
package struct FieldParameters: Sendable, Hashable {
    package struct Parameter: Sendable, Hashable {
        /// In lower case.
        package let name: String
        package let value: String
    }

    /// More than anything needs; since each is compared with all before it, there has to be an end.
    static let maximumCount = 32

    package private(set) var all: [Parameter] = []

    package init() {}

    /// - Parameter name: in lower case.
    package subscript(name: String) -> String? { all.first { $0.name == name }?.value }

    /// - Returns: whether there was room, and none of this name yet.
    mutating func add(_ name: String, _ value: String) -> Bool {
        let name = name.lowercased()
        guard all.count < Self.maximumCount, self[name] == nil else { return false }
        all.append(Parameter(name: name, value: value))
        return true
    }
}
