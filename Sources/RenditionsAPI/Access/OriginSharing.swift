internal import HTTPTypes

/// Lets pages of the sites that are allowed read answers (the Fetch standard's CORS protocol).
///
/// Credentials are a bearer token that the page itself sends, so none that a browser would add are asked for.
struct OriginSharing: Sendable {
    private let allowedOrigins: Set<WebOrigin>

    init(allowedOrigins: Set<String>) { self.allowedOrigins = Set(allowedOrigins.compactMap { WebOrigin($0) }) }

    /// Adds what lets a page read an answer, and what answers a browser's question beforehand.
    func share(_ response: inout HTTPResponse, with request: HTTPRequest) {
        guard !allowedOrigins.isEmpty else { return }
        // For caches, also where the answer is the same to everybody who is not allowed.
        response.headerFields[.vary] = "Origin"
        let origins = request.headerFields[values: .origin]
        guard origins.count == 1, let origin = WebOrigin(origins[0]), allowedOrigins.contains(origin) else { return }
        response.headerFields[.accessControlAllowOrigin] = origins[0]
        guard request.method == .options, request.headerFields[.accessControlRequestMethod] != nil else {
            response.headerFields[.accessControlExposeHeaders] = Self.exposed
            return
        }
        response.headerFields[.accessControlAllowMethods] = response.headerFields[.allow]
        response.headerFields[.accessControlAllowHeaders] = Self.accepted
        response.headerFields[.accessControlMaxAge] = "\(Self.lifetime)"
    }

    /// Fields of a request beyond those that need no leave.
    private static let accepted = [
        "Authorization", "Content-Digest", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "If-Range",
        "Last-Event-ID", "Prefer", "Range",
    ].joined(separator: ", ")

    /// Fields of an answer beyond those that every page may read.
    private static let exposed = [
        "Accept-Ranges", "Content-Disposition", "Content-Range", "ETag", "Link", "Location", "Preference-Applied",
        "Retry-After", "WWW-Authenticate", "X-Request-ID",
    ].joined(separator: ", ")

    /// Seconds for which a browser need not ask again.
    private static let lifetime = 600
}
