/// How a line of the log is written.
package enum LogFormat: String, Sendable {
    /// For people.
    case text
    /// For machines.
    case json
}
