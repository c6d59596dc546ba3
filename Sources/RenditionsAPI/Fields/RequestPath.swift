/// The target of a request, in two: what is before the question mark, and what is after it.
package struct RequestPath: Sendable, Hashable {
    /// As it came.
    package let path: String
    /// As it came; nil where there is no question mark.
    package let query: String?

    /// - Parameter target: of the request, percent-encoded; also with scheme and host before the path (RFC 9112, section
    ///   3.2.2), of which nothing follows.
    package init(_ target: String) {
        let target = Self.withoutHost(target)
        if let mark = target.firstIndex(of: UInt8(ascii: "?")) {
            path = String(Substring(target[..<mark]))
            query = String(Substring(target[target.index(after: mark)...]))
        } else {
            path = String(Substring(target))
            query = nil
        }
    }

    private static func withoutHost(_ target: String) -> Substring.UTF8View {
        guard target.utf8.first != UInt8(ascii: "/") else { return target[...].utf8 }
        let lower = target.prefix(8).lowercased()
        guard let scheme = ["http://", "https://"].first(where: lower.hasPrefix) else { return target[...].utf8 }
        let rest = target.utf8.dropFirst(scheme.utf8.count)
        guard let end = rest.firstIndex(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }) else {
            return "/"[...].utf8
        }
        return rest[end...]
    }

    /// What is between the slashes, each decoded once. An empty one stays: `/images/` has two.
    ///
    /// - Throws: ``Problem`` with code `invalid-request` where a segment could mean something else to somebody else: where
    ///   it holds a slash, a backslash or a control character, encoded or not, is a dot segment, or is not UTF-8.
    package func segments() throws(Problem) -> [String] {
        let bytes = path.utf8
        guard bytes.first == UInt8(ascii: "/"), bytes.allSatisfy(PercentEncoding.isVisible) else {
            throw Problem(.invalidRequest, "A path begins with a slash, and is percent-encoded.")
        }
        var segments: [String] = []
        for encoded in bytes.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let segment = PercentEncoding.decode(encoded), Self.isPlain(segment) else {
                throw Problem(
                    .invalidRequest,
                    "A segment of the path is not UTF-8, is a dot segment, or holds an encoded slash or control character."
                )
            }
            segments.append(segment)
        }
        return segments
    }

    private static func isPlain(_ segment: String) -> Bool {
        segment != "." && segment != ".."
            && segment.utf8.allSatisfy { byte in
                byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "/") && byte != UInt8(ascii: "\\")
            }
    }
}
