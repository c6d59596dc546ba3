package import Renditions

/// What has to be true for a range to be answered with a part (RFC 9110, section 13.1.5).
package struct IfRange: Sendable, Hashable {
    /// Nil for a date, by which no part is given here because dates are too coarse to be sure, and for what is malformed.
    private let tag: HTTPEntityTag?

    package init(parsing text: String) { tag = HTTPEntityTag(parsing: text) }

    /// Whether the range is to be looked at; where it is not, the whole is sent. Weak tags never match.
    package func allowsRange(of current: EntityTag) -> Bool {
        tag?.isStronglyEqual(to: HTTPEntityTag(current)) ?? false
    }
}
