/// Where a service is reached.
package struct AWSEndpoint: Hashable, Sendable, CustomStringConvertible {
    package var isSecure: Bool
    /// A name or an address; IPv6 addresses stand in brackets.
    package var host: String
    /// Nil for the scheme's own: 443 or 80.
    package var port: Int?
    /// What comes before each path, percent-encoded, without a slash at its end.
    package var path: String

    package init(isSecure: Bool = true, host: String, port: Int? = nil, path: String = "") {
        self.isSecure = isSecure
        self.host = host
        self.port = port
        self.path = path
    }

    /// - Parameter url: as in `http://127.0.0.1:9000` or `https://gateway.example/aws`.
    /// - Throws: ``AWSError`` with code ``AWSError/Code/invalidConfiguration`` for another scheme, a missing host, and for
    ///   names, queries and fragments in it.
    package init(url: String) throws {
        func refused(_ why: String) -> AWSError {
            AWSError(
                .invalidConfiguration, "An endpoint is not usable: \(why). Write one like https://s3.example:9000.")
        }
        let scheme: Substring
        var rest = url[...]
        if rest.lowercased().hasPrefix("https://") {
            scheme = rest.prefix(5)
        } else if rest.lowercased().hasPrefix("http://") {
            scheme = rest.prefix(4)
        } else {
            throw refused("it begins with neither https:// nor http://")
        }
        rest = rest.dropFirst(scheme.count + 3)
        guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw refused("it holds spaces or other signs") }
        guard !rest.contains(where: { "?#@\\".contains($0) }) else { throw refused("it holds ?, #, @ or \\") }
        let authority = rest.prefix { $0 != "/" }
        var path = String(rest.dropFirst(authority.count))
        while path.hasSuffix("/") { path.removeLast() }
        let (host, port) = try Self.parts(of: authority, refused)
        self.init(isSecure: scheme.count == 5, host: host, port: port, path: path)
    }

    private static func parts(
        of authority: Substring, _ refused: (String) -> AWSError
    ) throws -> (host: String, port: Int?) {
        let host: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { throw refused("a bracket is open") }
            host = authority[...end]
        } else {
            host = authority.prefix { $0 != ":" }
        }
        guard !host.isEmpty else { throw refused("it names no host") }
        let rest = authority.dropFirst(host.count)
        if rest.isEmpty { return (host.lowercased(), nil) }
        guard rest.first == ":", let port = UInt16(rest.dropFirst()), port > 0 else {
            throw refused("its port is not a number from 1 to 65535")
        }
        return (host.lowercased(), Int(port))
    }

    /// As the header `Host` has it.
    package var authority: String {
        guard let port, port != (isSecure ? 443 : 80) else { return host }
        return "\(host):\(port)"
    }

    package var description: String { "\(isSecure ? "https" : "http")://\(authority)\(path)" }
}
