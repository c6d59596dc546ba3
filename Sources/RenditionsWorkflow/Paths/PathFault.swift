/// Why a path, an intrinsic function or a template was refused.
struct PathFault: Error {
    var kind: DocumentFault.Kind = .invalid
    var reason: String

    static func unsupported(_ reason: String) -> PathFault { PathFault(kind: .unsupported, reason: reason) }
}
