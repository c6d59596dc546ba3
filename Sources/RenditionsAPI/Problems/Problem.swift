public import HTTPTypes

/// What is answered to a request that can't be served: a problem document (RFC 9457).
///
/// Every text in one is ours: no path, no key, no message of a library or a store.
public struct Problem: Error, Sendable, Equatable {
    public var code: Code
    /// What went wrong with this request and what can be done about it.
    public var detail: String
    /// Seconds after which the same request may be served, where it may be.
    public var retryAfter: Int?
    /// Further header fields of the answer.
    public var fields: HTTPFields

    public init(_ code: Code, _ detail: String, retryAfter: Int? = nil, fields: HTTPFields = [:]) {
        self.code = code
        self.detail = detail
        self.retryAfter = retryAfter
        self.fields = fields
    }
}
