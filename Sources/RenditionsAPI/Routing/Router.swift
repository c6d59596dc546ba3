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

    /// A route's path, segment by segment.
    private struct Template: Sendable {
        enum Segment: Sendable {
            case literal(String)
            case parameter(String)
        }

        let route: APIRoute
        let segments: [Segment]

        init(_ route: APIRoute) {
            self.route = route
            segments = route.path.split(separator: "/").map { part in
                part.hasPrefix("{") ? .parameter(String(part.dropFirst().dropLast())) : .literal(String(part))
            }
        }

        func fits(_ path: ArraySlice<String>) -> Bool {
            guard path.count == segments.count else { return false }
            return zip(path, segments).allSatisfy { segment, part in
                if case .literal(let text) = part { segment == text } else { true }
            }
        }

        func parameters(of path: ArraySlice<String>) -> [String: String] {
            zip(path, segments).reduce(into: [:]) { parameters, pair in
                if case .parameter(let name) = pair.1 { parameters[name] = pair.0 }
            }
        }
    }

    private let base: [String]
    private let templates: [Template]

    /// - Parameter basePath: what stands before every path.
    package init(basePath: String) {
        base = basePath.split(separator: "/").map(String.init)
        templates = APIRoute.allCases.map(Template.init)
    }

    /// - Throws: ``Problem`` with codes `not-found`, `method-not-allowed`, `invalid-request`, `path-too-long`.
    package func match(_ head: HTTPRequest) throws(Problem) -> Match {
        let path = head.path ?? "/"
        guard path.utf8.count <= 8192 else { throw Problem(.pathTooLong, "A path has at most 8,192 bytes.") }
        let target = RequestPath(path)
        let segments = try target.segments()
        guard segments.count > base.count, segments.starts(with: base) else { throw Self.unknown }
        let rest = segments[base.count...]
        let found = templates.filter { $0.fits(rest) }
        guard !found.isEmpty else { throw Self.unknown }
        let wanted = head.method == .head ? .get : head.method
        guard let template = found.first(where: { $0.route.method == wanted }) else {
            throw Problem(
                .methodNotAllowed, "This method is not for this path; the field Allow says which are.",
                fields: [.allow: Self.allowed(found.map(\.route))])
        }
        return Match(route: template.route, parameters: template.parameters(of: rest), query: target.query)
    }

    /// The methods for a path, as the field `Allow` has them.
    private static func allowed(_ routes: [APIRoute]) -> String {
        let methods = routes.flatMap { $0.method == .get ? ["GET", "HEAD"] : [$0.method.rawValue] }
        return (methods + ["OPTIONS"]).joined(separator: ", ")
    }

    private static var unknown: Problem { Problem(.notFound, "There is nothing under this path.") }
}
