/// What a browser calls an origin: scheme, host and port (RFC 6454).
struct WebOrigin: Sendable, Hashable {
    /// In lower case, as is the host.
    private let scheme: String
    /// An IPv6 address has its brackets.
    private let host: String
    /// The scheme's own where none is named; nil for a scheme of which that is not known.
    private let port: Int?

    /// Of `https://example.com` or `http://localhost:8080`; nil for anything else, such as `null`, an address with a path,
    /// or one that ends in a slash.
    init?(_ text: some StringProtocol) {
        // Lower case makes ASCII letters of some that are none.
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let text = text.lowercased()
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return nil }
        let scheme = text[..<colon]
        let authority = text[text.index(colon, offsetBy: 3)...]
        let portStart = authority.hasSuffix("]") ? nil : authority.lastIndex(of: ":")
        let host = authority[..<(portStart ?? authority.endIndex)]
        guard Self.isScheme(scheme), Self.isHost(host) else { return nil }
        if let portStart {
            let digits = authority[authority.index(after: portStart)...]
            guard digits.utf8.allSatisfy(Self.isDigit), let port = Int(digits), 1...65535 ~= port else { return nil }
            self.port = port
        } else {
            self.port = Self.defaultPorts[String(scheme)]
        }
        self.scheme = String(scheme)
        self.host = String(host)
    }

    /// Whether a request to this authority is one to this origin's own host. The scheme is taken for the same: behind a
    /// proxy that ends TLS it is not known.
    func isHost(of authority: String) -> Bool { WebOrigin("\(scheme)://\(authority)") == self }

    private static let defaultPorts = ["http": 80, "https": 443]

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    private static func isLetter(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte }

    private static func isScheme(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || isDigit($0) || "+-.".utf8.contains($0) }
    }

    private static func isHost(_ text: Substring) -> Bool {
        let isAddress = text.hasPrefix("[") && text.hasSuffix("]")
        let name = isAddress ? text.dropFirst().dropLast() : text
        return !name.isEmpty
            && name.utf8.allSatisfy { isLetter($0) || isDigit($0) || (isAddress ? ":." : "-._").utf8.contains($0) }
    }
}
