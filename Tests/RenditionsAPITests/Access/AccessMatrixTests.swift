import HTTPTypes
import RenditionsAPI
import Testing

/// Every role, every route with each of its verbs, every rule of the policy: who gets in, and what the others are told.
@Suite struct AccessMatrixTests {
    private static let scopeOfRoute: [APIRoute: Scope] = [
        .uploadImages: .upload, .createUploadLink: .upload, .listImages: .list, .getImage: .read, .followImage: .read,
        .deleteImage: .delete, .getRendition: .renditions, .getOriginal: .originals,
    ]

    @Test func nobodyIsAllowedWhatTheyAreNotGranted() async throws {
        var tally = AccessTally()
        let authorizer = try AccessRole.authorizer()
        for rule in AccessPolicy.Rule.allCases {
            // The rules of everything else differ from the one that is looked at, so that a mix-up shows.
            for others in AccessPolicy.Rule.allCases {
                for route in APIRoute.allCases {
                    let scope = Self.scopeOfRoute[route]
                    var policy = AccessPolicy(
                        upload: others, list: others, read: others, renditions: others, originals: others,
                        delete: others)
                    if let scope { policy[scope] = rule }
                    let gate = AccessGate(policy, authorizer: authorizer, allowedOrigins: [])
                    for role in AccessRole.all {
                        for method in route.method == .get ? [.get, .head] : [route.method] {
                            let head = HTTPRequest.sample(method, route.path + role.query, role.fields)
                            let outcome = await outcome(of: head, route, at: gate)
                            tally.note(
                                outcome, expected: Self.expected(role, scope, rule),
                                "\(role), \(method) \(route), \(rule) among \(others)")
                        }
                    }
                }
            }
        }
        #expect(tally.unexpectedlyAllowed == [])
        #expect(tally.otherwiseUnexpected == [])
        // 12 routes, of which 8 are read by GET and HEAD, 15 roles, 3 rules among 3 others.
        #expect(tally.combinations == (4 + 8 * 2) * 15 * 9)
        #expect(tally.allowed > 0 && tally.allowed < tally.combinations)
    }

    /// Written out beside the gate, and not by it: nil where the request is to be served.
    private static func expected(_ role: AccessRole, _ scope: Scope?, _ rule: AccessPolicy.Rule) -> Problem.Code? {
        guard let scope else { return nil }
        switch (rule, role.scopes) {
        case (.off, _): return .switchedOff
        case (.anyone, _): return nil
        case (.authorized, nil): return .unauthorized
        case (.authorized, let scopes?): return scopes.contains(scope) ? nil : .forbidden
        }
    }

    private func outcome(of head: HTTPRequest, _ route: APIRoute, at gate: AccessGate) async -> Problem.Code? {
        do {
            _ = try await gate.principal(for: head, scope: route.scope)
            return nil
        } catch {
            return error.code
        }
    }
}
