package import HTTPTypes

/// Finds what a request asks for.
package struct Router: Sendable {
    /// What was found.
    package struct Match: Sendable, Hashable {
        package var route: APIRoute
        /// The values of the braces in the route's path, decoded.
        package var parameters: [String: String]
        /// What follows the question mark; nil where there is none.
        package var query: String?
    }

    private let base: [String]
    private let templates: [(route: APIRoute, segments: [Substring])]

    /// - Parameter basePath: what stands before every path.
    package init(basePath: String) {
        base = basePath.split(separator: "/").map(String.init)
        templates = APIRoute.allCases.map { ($0, $0.path.split(separator: "/")) }
    }

    /// - Throws: ``Problem`` with codes `not-found`, `method-not-allowed`, `invalid-request`, `path-too-long`.
    package func match(_ head: HTTPRequest) throws(Problem) -> Match {
        let path = head.path ?? "/"
        guard path.utf8.count <= 8192 else { throw Problem(.pathTooLong, "A path has at most 8,192 bytes.") }
        let target = RequestPath(path)
        let segments = try target.segments()
        guard segments.count > base.count, segments.starts(with: base) else { throw Self.unknown }
        let found = templates.compactMap { template in
            Self.parameters(of: segments[base.count...], in: template.segments).map { (template.route, $0) }
        }
        guard !found.isEmpty else { throw Self.unknown }
        let wanted = head.method == .head ? .get : head.method
        guard let (route, parameters) = found.first(where: { $0.0.method == wanted }) else {
            throw Problem(
                .methodNotAllowed, "This method is not for this path; the field Allow says which are.",
                fields: [.allow: Self.allowed(found.map(\.0))])
        }
        return Match(route: route, parameters: parameters, query: target.query)
    }

    /// The methods for a path, as the field `Allow` has them.
    private static func allowed(_ routes: [APIRoute]) -> String {
        let methods = routes.flatMap { $0.method == .get ? ["GET", "HEAD"] : [$0.method.rawValue] }
        return (methods + ["OPTIONS"]).joined(separator: ", ")
    }

    private static func parameters(of path: ArraySlice<String>, in template: [Substring]) -> [String: String]? {
        guard path.count == template.count else { return nil }
        var parameters: [String: String] = [:]
        for (segment, part) in zip(path, template) {
            if part.hasPrefix("{") {
                parameters[String(part.dropFirst().dropLast())] = segment
            } else if segment != part {
                return nil
            }
        }
        return parameters
    }

    private static var unknown: Problem { Problem(.notFound, "There is nothing under this path.") }
}
