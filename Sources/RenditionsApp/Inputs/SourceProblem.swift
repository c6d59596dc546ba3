internal import Renditions

/// An input that can't become an original.
struct SourceProblem: Sendable {
    /// As ``SourceFile/name``.
    var name: String
    var error: StoreError
}
