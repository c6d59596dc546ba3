import RenditionsAPI
import RenditionsJWT
import Testing

/// What a genuine token has to say to count.
@Suite struct ClaimTests {
    private func answer(
        to claims: String, _ configuration: JWTAuthorizer.Configuration = .init(), for scope: Scope = .read
    ) async throws -> Authorization {
        let authorizer = try await JWTAuthorizer.sample(.secret(TestKeys.secret), configuration)
        return try await authorizer.says(to: TokenMaker.hmac(TestKeys.secret).token(claims), for: scope)
    }

    /// It is second 1,000,000.
    @Test(arguments: [
        (#""exp":1000001"#, 0, true), (#""exp":1000000"#, 0, false), (#""exp":1000000.5"#, 0, true),
        (#""exp":999971"#, 30, true), (#""exp":999970"#, 30, false), (#""exp":0"#, 300, false),
        (#""exp":-1"#, 0, false),
        (#""exp":9e15"#, 0, true), (#""exp":1e999"#, 0, false), (#""exp":"1000060""#, 0, false),
        (#""exp":null"#, 0, false),
        (#""exp":true"#, 0, false), (#""exp":[1000060]"#, 0, false), (#""nbf":0"#, 0, false), (#""iat":1"#, 0, false),
        (#""exp":1000060,"nbf":1000000"#, 0, true), (#""exp":1000060,"nbf":1000001"#, 0, false),
        (#""exp":1000060,"nbf":1000030"#, 30, true), (#""exp":1000060,"nbf":1000031"#, 30, false),
        (#""exp":1000060,"nbf":"0""#, 0, false), (#""exp":1000060,"iat":2000000"#, 0, true),
    ])
    func tokenCountsBetweenItsTimes(_ times: String, _ leeway: Int, _ counts: Bool) async throws {
        let claims = #"{"sub":"ann","scope":"read",\#(times)}"#
        #expect(try await answer(to: claims, .init(leeway: leeway)) == (counts ? .ann : .unauthorized))
    }

    @Test(arguments: [
        (#""iss":"https://id.example.com""#, true), (#""iss":"https://id.example.com/""#, false),
        (#""iss":"HTTPS://id.example.com""#, false), (#""iss":["https://id.example.com"]"#, false),
        (#""iss":null"#, false),
        (#""jti":"1""#, false),
    ])
    func issuerIsTheConfiguredOne(_ issuer: String, _ counts: Bool) async throws {
        let claims = #"{"sub":"ann","exp":1000060,"scope":"read",\#(issuer)}"#
        #expect(
            try await answer(to: claims, .init(issuer: "https://id.example.com")) == (counts ? .ann : .unauthorized))
    }

    @Test(
        arguments: [
            ("images", #""aud":"images""#, true), ("images", #""aud":["mail","images"]"#, true),
            ("images", #""aud":"mail images""#, false), ("images", #""aud":"image""#, false),
            ("images", #""aud":[]"#, false),
            ("images", #""aud":["mail"]"#, false), ("images", #""aud":7"#, false), ("images", #""jti":"1""#, false),
            (nil, #""jti":"1""#, true), (nil, #""aud":"images""#, false), (nil, #""aud":[]"#, false),
        ] as [(String?, String, Bool)])
    func tokenIsMeantForUs(_ audience: String?, _ claim: String, _ counts: Bool) async throws {
        let claims = #"{"sub":"ann","exp":1000060,"scope":"read",\#(claim)}"#
        #expect(try await answer(to: claims, .init(audience: audience)) == (counts ? .ann : .unauthorized))
    }

    @Test(arguments: [#""sub":"""#, #""sub":null"#, #""sub":7"#, #""sub":["ann"]"#, #""jti":"1""#])
    func tokenOfNobodyDoesNotCount(_ subject: String) async throws {
        #expect(try await answer(to: #"{"exp":1000060,"scope":"read",\#(subject)}"#) == .unauthorized)
    }

    @Test(
        arguments: [
            (#""scope":"read list""#, nil, "", true), (#""scope":"list  read ""#, nil, "", true),
            (#""scope":"read""#, nil, "", true),
            (#""scope":["list","read"]"#, nil, "", true), (#""scp":["read"]"#, nil, "", true),
            (#""scp":"list read""#, nil, "", true),
            (#""scope":"reads""#, nil, "", false), (#""scope":"Read""#, nil, "", false),
            (#""scope":"read,list""#, nil, "", false),
            (#""scope":["read list"]"#, nil, "", false), (#""scope":"""#, nil, "", false),
            (#""jti":"1""#, nil, "", false),
            // The first that is there counts, and not both together.
            (#""scope":"list","scp":["read"]"#, nil, "", false), (#""scope":null,"scp":["read"]"#, nil, "", true),
            (#""permissions":["read"]"#, "permissions", "", true), (#""scope":"read""#, "permissions", "", false),
            (#""scope":"images:read""#, nil, "images:", true), (#""scope":"read images: read""#, nil, "images:", false),
            (#""scope":"images:images:read""#, nil, "images:", false), (#""scope":"images:read""#, nil, "", false),
        ] as [(String, String?, String, Bool)])
    func scopesStandInTheirClaim(_ claim: String, _ name: String?, _ prefix: String, _ isGranted: Bool) async throws {
        let claims = #"{"sub":"ann","exp":1000060,\#(claim)}"#
        let configuration = JWTAuthorizer.Configuration(scopeClaim: name, scopePrefix: prefix)
        #expect(try await answer(to: claims, configuration) == (isGranted ? .ann : .forbidden))
    }

    @Test(arguments: [#""scope":7"#, #""scope":["read",7]"#, #""scope":{"read":true}"#])
    func scopesOfNoKnownFormMakeATokenThatDoesNotCount(_ claim: String) async throws {
        #expect(try await answer(to: #"{"sub":"ann","exp":1000060,\#(claim)}"#) == .unauthorized)
    }

    @Test func everyScopeIsGrantedByItsOwnNameAlone() async throws {
        for held in Scope.allCases {
            let claims = #"{"sub":"ann","exp":1000060,"scope":"images:\#(held.rawValue)"}"#
            for asked in Scope.allCases {
                let answer = try await answer(to: claims, .init(scopePrefix: "images:"), for: asked)
                #expect(answer == (asked == held ? .ann : .forbidden))
            }
        }
    }

    @Test(arguments: ["", "null", "[]", "7", "{", #"{"sub":"ann""#, "\u{0}", String(repeating: "[", count: 5000)])
    func whatIsNoObjectDoesNotCount(_ claims: String) async throws {
        #expect(try await answer(to: claims) == .unauthorized)
    }
}
