#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// What a genuine token says (RFC 7519, section 4.1).
struct TokenClaims: Decodable {
    /// As they stand there, with whatever prefix.
    let scopes: Set<String>
    private let subject: String
    private let issuer: String?
    private let audience: [String]?
    /// Seconds since 1970, as is ``notBefore``.
    private let expires: Double
    private let notBefore: Double?

    /// Nil for what is no JSON, has no subject or no end, or has a claim of a type that it can't have.
    ///
    /// - Parameter scopeClaims: of which the first that is there lists the scopes.
    init?(_ payload: [UInt8], scopeClaims: [String]) {
        let decoder = JSONDecoder()
        decoder.userInfo[Self.scopeClaims] = scopeClaims
        guard let claims = try? decoder.decode(Self.self, from: Data(payload)) else { return nil }
        self = claims
    }

    /// Whose token it is; nil where it does not count at this time, or here.
    func subject(at now: Date, by configuration: JWTAuthorizer.Configuration) -> String? {
        let (now, leeway) = (now.timeIntervalSince1970, Double(configuration.leeway))
        guard now < expires + leeway, notBefore.map({ $0 <= now + leeway }) ?? true,
            configuration.issuer == nil || issuer == configuration.issuer,
            configuration.audience.map({ audience?.contains($0) ?? false }) ?? (audience == nil), !subject.isEmpty
        else { return nil }
        return subject
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: ClaimName.self)
        subject = try container.decode(String.self, forKey: "sub")
        expires = try container.decode(Double.self, forKey: "exp")
        notBefore = try container.decodeIfPresent(Double.self, forKey: "nbf")
        issuer = try container.decodeIfPresent(String.self, forKey: "iss")
        audience = try container.decodeIfPresent(ClaimTexts.self, forKey: "aud")?.all
        var scopes: [String]?
        for name in decoder.userInfo[Self.scopeClaims] as? [String] ?? [] where scopes == nil {
            scopes = try container.decodeIfPresent(ClaimTexts.self, forKey: ClaimName(stringValue: name))?.words
        }
        self.scopes = Set(scopes ?? [])
    }

    private static let scopeClaims = CodingUserInfoKey(rawValue: "scopeClaims")!
}
