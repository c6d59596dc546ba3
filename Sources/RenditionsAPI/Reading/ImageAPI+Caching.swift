extension ImageAPI {
    var renditionCacheControl: String { forReaders(configuration.renditionCacheControl) }
    var versionedCacheControl: String { forReaders(configuration.versionedCacheControl) }

    /// `public` lets shared caches keep even what was asked for with credentials (RFC 9111, section 3.5).
    private func forReaders(_ directives: String) -> String {
        guard access.renditions != .anyone else { return directives }
        return directives.split(separator: ",").map { directive in
            directive.filter { $0 != " " }.lowercased() == "public" ? "private" : String(directive)
        }.joined(separator: ",")
    }
}
