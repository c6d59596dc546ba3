import HTTPTypes
import RenditionsAPI
import Testing

/// What a page of another site can have a visitor's browser send, and what is none of that.
@Suite struct CrossSiteTests {
    private static let changing = APIRoute.allCases.filter { $0.method != .get }
    private static let forms = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "text/plain"]

    private func code(
        _ fields: [(String, String)], _ method: HTTPRequest.Method = .post, authority: String? = "img.example.com",
        scope: Scope? = .upload, rule: AccessPolicy.Rule = .anyone
    ) async -> Problem.Code? {
        let policy = AccessPolicy(
            upload: rule, list: rule, read: rule, renditions: rule, originals: rule, delete: rule)
        let gate = AccessGate(
            policy, authorizer: ScriptedAuthorizer(answer: .granted(Principal("shop"))),
            allowedOrigins: ["https://App.example.com", "http://localhost:3000", "null", "nonsense"])
        do {
            _ = try await gate.principal(for: .sample(method, "/images", authority: authority, fields), scope: scope)
            return nil
        } catch {
            return error.code
        }
    }

    @Test(arguments: [
        [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site")],
        [("Origin", "null"), ("Sec-Fetch-Site", "cross-site")],
        [("Origin", "https://other.example.com"), ("Sec-Fetch-Site", "same-site")],
        [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")], [("Sec-Fetch-Site", "")],
        [("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "cross-site")],
        [("Origin", "https://evil.example")], [("Origin", "null")], [("Origin", "")],
        [("Origin", "https://img.example.com.evil.example")], [("Origin", "https://img.example.com:8443")],
        [("Origin", "https://img.example.com@evil.example")], [("Origin", "https://evil.example/img.example.com")],
        [("Origin", "https://img.example.com"), ("Origin", "https://evil.example")],
        [("Origin", "https://img.example.com, https://evil.example")], [("Origin", "img.example.com")],
        [("Origin", "http://app.example.com")], [("Origin", "https://app.example.com:444")], [("Origin", "nonsense")],
    ])
    func formPostsOfOtherSitesAreRefused(_ browser: [(String, String)]) async {
        for route in Self.changing {
            for rule in [AccessPolicy.Rule.anyone, .authorized] {
                for type in Self.forms {
                    for more in [[], [("Cookie", "session=1")], [("Authorization", "Basic YTpi")]] {
                        let fields = browser + [("Content-Type", type)] + more
                        #expect(
                            await code(fields, route.method, scope: route.scope, rule: rule) == .crossSite,
                            "\(route) \(rule) \(fields)")
                    }
                }
            }
        }
    }

    @Test(arguments: [
        [], [("Sec-Fetch-Site", "same-origin"), ("Origin", "https://img.example.com")], [("Sec-Fetch-Site", "none")],
        // A proxy has changed the authority; the browser knows better.
        [("Sec-Fetch-Site", "same-origin"), ("Origin", "https://public.example.com")],
        [("Origin", "https://img.example.com")], [("Origin", "http://img.example.com")],
        [("Origin", "https://IMG.example.com:443")],
        [("Origin", "https://app.example.com"), ("Sec-Fetch-Site", "same-site")],
        [("Origin", "http://localhost:3000"), ("Sec-Fetch-Site", "cross-site")],
        // No browser adds a bearer token of its own accord.
        [
            ("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site"),
            ("Authorization", "Bearer 0123456789abcdef"),
        ],
    ])
    func whatNoOtherSiteSentPasses(_ fields: [(String, String)]) async {
        for route in Self.changing { #expect(await code(fields, route.method, scope: route.scope) == nil, "\(route)") }
    }

    @Test(arguments: [HTTPRequest.Method.get, .head, .options])
    func whatChangesNothingMayBeAskedForFromAnywhere(_ method: HTTPRequest.Method) async {
        #expect(await code([("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site")], method) == nil)
    }

    @Test(arguments: [
        ("localhost:8080", "http://localhost:8080", true), ("localhost:8080", "http://localhost", false),
        ("localhost", "http://localhost:8080", false), ("[::1]:8080", "http://[::1]:8080", true),
        ("[::1]", "http://[::1]", true), ("[::1]", "http://[::2]", false),
        ("example.com:443", "https://example.com", true),
        ("example.com:443", "http://example.com", false), ("example.com:80", "http://example.com", true),
        ("EXAMPLE.com", "https://example.com", true), ("user@example.com", "https://example.com", false),
        ("", "https://example.com", false), (nil, "https://example.com", false),
    ])
    func hostsAreComparedWithTheirPorts(_ authority: String?, _ origin: String, _ passes: Bool) async {
        #expect(await code([("Origin", origin)], authority: authority) == (passes ? nil : .crossSite))
    }
}
