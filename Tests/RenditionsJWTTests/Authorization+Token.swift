import HTTPTypes
import Renditions
import RenditionsAPI
import RenditionsJWT

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension JWTAuthorizer {
    /// By a clock that stands at second 1,000,000.
    static func sample(_ keys: JWTKeys, _ configuration: Configuration = .init()) async throws -> JWTAuthorizer {
        let clock = WallClock { Date(timeIntervalSince1970: 1_000_000) }
        return try await JWTAuthorizer(keys, configuration: configuration, clock: clock)
    }

    func says(to token: String, for scope: Scope = .read) -> Authorization {
        var head = HTTPRequest(method: .get, scheme: "https", authority: "img.example.com", path: "/images")
        head.headerFields.append(HTTPField(name: .authorization, value: "Bearer \(token)"))
        return authorize(head, for: scope)
    }
}

extension Authorization {
    static let ann = granted(Principal("ann"))
}

/// Claims that are good, as JSON.
let goodClaims = #"{"sub":"ann","exp":1000060,"scope":"read list"}"#
