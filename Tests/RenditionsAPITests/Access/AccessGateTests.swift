import HTTPTypes
import RenditionsAPI
import Testing

@Suite struct AccessGateTests {
    private func problem(
        _ answer: Authorization?, _ fields: [(String, String)] = [], rule: AccessPolicy.Rule = .authorized,
        scope: Scope = .upload
    ) async -> Problem? {
        var policy = AccessPolicy()
        policy[scope] = rule
        let gate = AccessGate(policy, authorizer: ScriptedAuthorizer(answer: answer), allowedOrigins: [])
        do {
            _ = try await gate.principal(for: .sample(.get, "/images", fields), scope: scope)
            return nil
        } catch {
            return error
        }
    }

    private static let token = [("Authorization", "Bearer 0123456789abcdef")]

    @Test func challengesSayWhatRFC6750Says() async {
        let missing = await problem(.unauthorized)
        #expect(missing?.code == .unauthorized)
        #expect(missing?.fields == [.wwwAuthenticate: #"Bearer realm="renditions""#])

        let basic = await problem(.unauthorized, [("Authorization", "Basic YTpi")])
        #expect(basic?.fields == [.wwwAuthenticate: #"Bearer realm="renditions""#])

        for fields in [Self.token, [("Authorization", "Bearer")], [("Authorization", "Bearer a b")]] {
            let invalid = await problem(.unauthorized, fields)
            #expect(invalid?.code == .unauthorized)
            #expect(invalid?.fields == [.wwwAuthenticate: #"Bearer realm="renditions", error="invalid_token""#])
        }

        let forbidden = await problem(.forbidden, Self.token, scope: .originals)
        #expect(forbidden?.code == .forbidden)
        #expect(
            forbidden?.fields == [
                .wwwAuthenticate: #"Bearer realm="renditions", error="insufficient_scope", scope="originals""#
            ])
    }

    @Test func whatCannotBeToldNowMayBeAskedAgain() async throws {
        let problem = try #require(await problem(nil, Self.token))
        #expect(problem.code == .unavailable)
        #expect(try #require(problem.retryAfter) > 0)
        #expect(!problem.detail.contains("OutOfReach"))
    }

    @Test func severalAuthorizationFieldsAreNotOneOfThem() async {
        let twice = await problem(.granted(Principal("shop")), Self.token + Self.token)
        #expect(twice?.code == .unauthorized)
    }

    @Test func whatIsSwitchedOffIsNotAskedFor() async {
        #expect(await problem(nil, Self.token, rule: .off)?.code == .switchedOff)
        #expect(await problem(.granted(Principal("shop")), Self.token, rule: .off)?.code == .switchedOff)
    }

    @Test func withoutAnAuthorizerNobodyIsKnown() async {
        let gate = AccessGate(AccessPolicy(), authorizer: nil, allowedOrigins: [])
        await #expect { try await gate.principal(for: .sample(bearing: "0123456789abcdef"), scope: .read) } throws: {
            ($0 as? Problem)?.code == .unauthorized
        }
    }

    @Test(
        arguments: [
            (.granted(Principal("shop")), token, Principal("shop")), (.granted(Principal("shop")), [], .anyone),
            (.granted(Principal("shop")), token + token, .anyone), (.unauthorized, token, .anyone),
            (.forbidden, token, .anyone), (nil, token, .anyone),
        ] as [(Authorization?, [(String, String)], Principal)])
    func openRoutesStayOpenAndKnowWhomTheyCan(
        _ answer: Authorization?, _ fields: [(String, String)], _ expected: Principal
    ) async throws {
        let gate = AccessGate(
            AccessPolicy(read: .anyone), authorizer: ScriptedAuthorizer(answer: answer), allowedOrigins: [])
        #expect(try await gate.principal(for: .sample(.get, "/images/1", fields), scope: .read) == expected)
    }
}
