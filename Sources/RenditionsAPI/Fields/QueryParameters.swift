/// What follows the question mark of a request: names and values, each name once.
package struct QueryParameters: Sendable, Hashable {
    /// More than anything here asks for.
    package static let maximumCount = 64

    private let values: [String: String]

    /// - Parameters:
    ///   - query: percent-encoded, with `+` for a blank; nil where there is none.
    ///   - known: the names that there may be.
    ///   - families: beginnings of further names, such as `attribute.`; something has to follow.
    /// - Throws: ``Problem`` with code `invalid-request` for other names, repeated ones, more than ``maximumCount``, and
    ///   what is no percent-encoded UTF-8, or encodes NUL.
    package init(parsing query: String?, known: Set<String>, families: Set<String> = []) throws(Problem) {
        var values: [String: String] = [:]
        for pair in (query ?? "").utf8.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decode(parts[0])
            let value = parts.count == 2 ? try Self.decode(parts[1]) : ""
            guard known.contains(name) || families.contains(where: { Self.isMember(name, of: $0) }) else {
                throw Problem(.invalidRequest, Self.refusal(of: name, known: known))
            }
            guard values.count < Self.maximumCount else {
                throw Problem(.invalidRequest, "The query has more than \(Self.maximumCount) parameters.")
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw Problem(.invalidRequest, "The query has the parameter \(Self.quoted(name)) twice.")
            }
        }
        self.values = values
    }

    private static func refusal(of name: String, known: Set<String>) -> String {
        let others = known.sorted().joined(separator: ", ")
        return "The query has the parameter \(quoted(name)), which is not known here"
            + (known.isEmpty ? "; there are none." : ". There are \(others).")
    }

    /// A name that somebody sent: no more of it than is needed to know it again, in characters that only show themselves.
    private static func quoted(_ name: String) -> String {
        let scalars = name.unicodeScalars.prefix(40).map { $0.value > 0x20 && $0.value < 0x7F && $0 != "\"" ? $0 : "?" }
        return "\"" + String(String.UnicodeScalarView(scalars)) + "\""
    }

    /// No parameters.
    package static let empty = QueryParameters(values: [:])

    private init(values: [String: String]) { self.values = values }

    /// The value of a parameter; empty where it has none, nil where it is not there.
    package subscript(name: String) -> String? { values[name] }

    /// The parameters of a family, by what follows its beginning.
    package func family(_ prefix: String) -> [String: String] {
        var family: [String: String] = [:]
        for (name, value) in values where Self.isMember(name, of: prefix) {
            family[String(decoding: name.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)] = value
        }
        return family
    }

    /// By bytes: an accent after the beginning is a part of its last `Character`.
    private static func isMember(_ name: String, of prefix: String) -> Bool {
        name.utf8.count > prefix.utf8.count && name.utf8.starts(with: prefix.utf8)
    }

    private static func decode(_ encoded: Substring.UTF8View) throws(Problem) -> String {
        guard encoded.allSatisfy(PercentEncoding.isVisible),
            let decoded = PercentEncoding.decode(encoded, plusIsBlank: true), !decoded.utf8.contains(0)
        else {
            throw Problem(.invalidRequest, "The query is not percent-encoded UTF-8.")
        }
        return decoded
    }
}
