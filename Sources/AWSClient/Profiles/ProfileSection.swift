/// What stands under one heading of a profile file.
package struct ProfileSection: Hashable, Sendable {
    /// By their names in small letters.
    package var properties: [String: String] = [:]
    /// Properties that stand below another one, by the names of both in small letters.
    package var nested: [String: [String: String]] = [:]

    package init() {}

    /// Nil for what is not there, and for what is empty.
    package subscript(name: String) -> String? {
        properties[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    mutating func merge(_ other: ProfileSection) {
        properties.merge(other.properties) { _, new in new }
        nested.merge(other.nested) { old, new in old.merging(new) { _, new in new } }
    }
}
