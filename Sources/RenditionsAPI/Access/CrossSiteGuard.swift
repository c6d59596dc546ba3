internal import HTTPTypes

/// Refuses what a page of another site has a visitor's browser send (cross-site request forgery).
///
/// A browser says so itself: in `Sec-Fetch-Site`, and those that don't know that field in `Origin`. What is no browser sends
/// neither and passes. So does a request with a bearer token, since no browser adds one of its own accord; Basic it does.
/// `same-site` is refused like `cross-site`: a neighbouring subdomain may be somebody else's.
struct CrossSiteGuard: Sendable {
    /// What changes nothing, and may be asked for from anywhere.
    private static let safeMethods: Set<HTTPRequest.Method> = [.get, .head, .options]

    private let allowedOrigins: Set<WebOrigin>

    /// - Parameter allowedOrigins: those that are no origins are left out, and allow nothing.
    init(allowedOrigins: Set<String>) { self.allowedOrigins = Set(allowedOrigins.compactMap { WebOrigin($0) }) }

    func check(_ head: HTTPRequest) throws(Problem) {
        guard !Self.safeMethods.contains(head.method), !BearerCredentials(head).areBearer else { return }
        let origins = head.headerFields[values: .origin]
        let origin = origins.count == 1 ? WebOrigin(origins[0]) : nil
        if let origin, allowedOrigins.contains(origin) { return }
        // It knows better than a comparison of hosts, which a proxy may have changed; no page can set it.
        if let site = head.headerFields[.secFetchSite] {
            guard site == "same-origin" || site == "none" else { throw Self.refusal }
            return
        }
        guard !origins.isEmpty else { return }
        guard let origin, let authority = head.authority, origin.isHost(of: authority) else { throw Self.refusal }
    }

    private static let refusal = Problem(
        .crossSite, "A page of another site sent this. Send it with a bearer token, or have the site allowed.")
}

extension HTTPField.Name {
    fileprivate static let secFetchSite = Self("Sec-Fetch-Site")!
}
