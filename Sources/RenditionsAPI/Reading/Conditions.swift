internal import HTTPTypes
internal import Renditions

/// Under which conditions a client wants content (RFC 9110, section 13).
struct Conditions: Sendable {
    private let match: TagCondition?
    private let noneMatch: TagCondition?
    private let wanted: ByteRange?
    private let ifRange: IfRange?

    /// - Throws: ``Problem`` with code `invalid-request`.
    init(_ head: HTTPRequest) throws(Problem) {
        let fields = head.headerFields
        match = if let text = fields[.ifMatch] { try TagCondition(parsing: text) } else { nil }
        noneMatch = if let text = fields[.ifNoneMatch] { try TagCondition(parsing: text) } else { nil }
        wanted = fields[.range].flatMap { ByteRange(field: $0) }
        ifRange = fields[.ifRange].map { IfRange(parsing: $0) }
    }

    /// Whether the client has this already.
    ///
    /// - Throws: ``Problem`` with code `precondition-failed` where it wants another.
    func isUnchanged(_ tag: EntityTag) throws(Problem) -> Bool {
        if let match, !match.allowsMatch(tag) {
            throw Problem(.preconditionFailed, "The content has another entity tag than If-Match says.")
        }
        return noneMatch.map { !$0.allowsNoneMatch(tag) } ?? false
    }

    /// The range to answer with.
    ///
    /// - Parameter tag: of the content; nil where it is not known, so that no `If-Range` can hold.
    func range(of tag: EntityTag?) -> ByteRange? {
        guard let ifRange else { return wanted }
        return tag.map { ifRange.allowsRange(of: $0) } ?? false ? wanted : nil
    }
}
