/// All states of a document with every path, template and condition taken apart, branches and item processors
/// included. States refer to each other by index.
struct Program: Sendable {
    var states: [StateDefinition]
    var start: Int
    /// How long an execution may run, in seconds; nil for as long as it takes.
    var timeout: Int?
}
