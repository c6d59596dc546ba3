/// How long calls may take. How long a connection may take to be made, and be without a byte moving, is said in
/// ``AWSHTTPConfiguration``, since it holds for connections.
package struct AWSTimeouts: Hashable, Sendable {
    /// From the beginning of a single call to the head of its reply, or to its end where it is read into memory; nil for
    /// no limit, which suits large bodies. Default 30 s.
    package var attempt: Duration?
    /// For a call with all its repetitions and waits; nil for no limit. Default nil.
    package var total: Duration?

    package init(attempt: Duration? = .seconds(30), total: Duration? = nil) {
        self.attempt = attempt
        self.total = total
    }
}
