package import Renditions

/// What `If-Match` or `If-None-Match` names (RFC 9110, section 13.1).
package enum TagCondition: Sendable, Hashable {
    /// `*`: whatever there is.
    case any
    /// At least one.
    case tags([HTTPEntityTag])

    /// - Throws: ``Problem`` with code `invalid-request`. A condition that can't be read is not passed over, since what
    ///   it guards would happen without it.
    package init(parsing text: String) throws(Problem) {
        var scanner = FieldScanner(text)
        if scanner.take("*") {
            guard scanner.rest().isEmpty else { throw Self.malformed }
            self = .any
            return
        }
        var tags: [HTTPEntityTag] = []
        while !scanner.isAtEnd {
            // Members of a list that are empty don't count.
            if scanner.next != UInt8(ascii: ",") {
                guard let tag = HTTPEntityTag(from: &scanner) else { throw Self.malformed }
                tags.append(tag)
                scanner.skipSpace()
            }
            guard scanner.isAtEnd || scanner.take(",") else { throw Self.malformed }
            scanner.skipSpace()
        }
        guard !tags.isEmpty else { throw Self.malformed }
        self = .tags(tags)
    }

    /// Whether `If-Match` holds. Weak tags never match.
    ///
    /// - Parameter current: of what there is; nil where there is nothing.
    package func allowsMatch(_ current: EntityTag?) -> Bool {
        guard let current = current.map({ HTTPEntityTag($0) }) else { return false }
        return switch self {
        case .any: true
        case .tags(let tags): tags.contains { $0.isStronglyEqual(to: current) }
        }
    }

    /// Whether `If-None-Match` holds. Weak tags match as strong ones do.
    ///
    /// - Parameter current: of what there is; nil where there is nothing.
    package func allowsNoneMatch(_ current: EntityTag?) -> Bool {
        guard let current = current.map({ HTTPEntityTag($0) }) else { return true }
        return switch self {
        case .any: false
        case .tags(let tags): !tags.contains { $0.isWeaklyEqual(to: current) }
        }
    }

    private static var malformed: Problem {
        Problem(.invalidRequest, "If-Match and If-None-Match hold entity tags between quotes, or an asterisk alone.")
    }
}
