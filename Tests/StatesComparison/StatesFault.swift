/// Why two interpreters can't be compared.
package struct StatesFault: Error, CustomStringConvertible {
    package let reason: String

    package init(reason: String) { self.reason = reason }

    package var description: String { reason }
}
