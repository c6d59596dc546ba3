internal import RenditionsAPI

/// A head that is not to be answered but with a problem.
struct RefusedHead: Error {
    var problem: Problem
    /// Whether the answer may have content. One to HEAD may not (RFC 9110, section 9.3.2).
    var isContentWanted: Bool
}
