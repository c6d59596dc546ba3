/// How long a Wait state waits.
enum WaitDefinition: Hashable, Sendable {
    case seconds(Int)
    case secondsPath(JSONPath)
    case timestamp(String)
    case timestampPath(JSONPath)

    var readsContext: Bool {
        switch self {
        case .seconds, .timestamp: false
        case .secondsPath(let path), .timestampPath(let path): path.root == .context
        }
    }
}
