import HTTPTypes
import RenditionsAPI
import Testing

@Suite struct BearerTokensTests {
    private static let uploader = "uploader-0123456789"
    private static let support = "c3VwcG9ydC0wMTIzNDU2Nzg5+/~._-=="
    /// Of ``support``: `printf %s … | sha256sum`.
    private static let supportDigest = "1079308ff9f75f12cd0e06f6fe12b169fa882c8516487c4c085385e9a155074c"

    private func tokens() throws -> BearerTokens {
        try BearerTokens([
            .init(Self.uploader, subject: "shop", scopes: [.upload, .read]),
            .init(sha256: Self.supportDigest.uppercased(), subject: "support", scopes: [.originals]),
        ])
    }

    @Test func tokenAllowsItsScopesOnBehalfOfItsSubject() throws {
        let tokens = try tokens()
        #expect(tokens.authorize(.sample(bearing: Self.uploader), for: .upload) == .granted(Principal("shop")))
        #expect(tokens.authorize(.sample(bearing: Self.uploader), for: .originals) == .forbidden)
        #expect(tokens.authorize(.sample(bearing: Self.support), for: .originals) == .granted(Principal("support")))
        #expect(tokens.authorize(.sample(bearing: Self.support), for: .upload) == .forbidden)
    }

    @Test(arguments: ["Bearer", "bearer", "BEARER", "bEaReR", "Bearer ", "Bearer   "])
    func schemeIsInAnyCase(_ scheme: String) throws {
        let head = HTTPRequest.sample(.get, "/images", [("authorization", "\(scheme) \(Self.uploader)")])
        #expect(try tokens().authorize(head, for: .read) == .granted(Principal("shop")))
    }

    @Test(
        arguments: [
            [], [("Authorization", "")], [("Authorization", "Bearer")], [("Authorization", "Bearer ")],
            [("Authorization", uploader)], [("Authorization", "Basic \(uploader)")],
            [("Authorization", "Bearer\t\(uploader)")],
            [("Authorization", "Bearer:\(uploader)")], [("Authorization", "Bearer \(uploader)x")],
            [("Authorization", "Bearer \(uploader.dropLast())")],
            [("Authorization", "Bearer \(uploader.uppercased())")],
            [("Authorization", "Bearer \(uploader) \(uploader)")], [("Authorization", "Bearer \(uploader),")],
            [("Authorization", "Bearer \"\(uploader)\"")], [("Authorization", "Bearer \(uploader)=")],
            [("Authorization", "Bearer \(supportDigest)")], [("Authorization", "Bearer ================")],
            [("Authorization", "Bearer \(uploader)"), ("Authorization", "Bearer \(uploader)")],
            [("Authorization", "Basic c2hvcDo="), ("Authorization", "Bearer \(uploader)")],
            [("Cookie", "Authorization=Bearer \(uploader); access_token=\(uploader)")],
            [("Proxy-Authorization", "Bearer \(uploader)")], [("X-Authorization", "Bearer \(uploader)")],
        ] as [[(String, String)]])
    func nothingElseIsACredential(_ fields: [(String, String)]) throws {
        let tokens = try tokens()
        for path in ["/images", "/images?access_token=\(Self.uploader)&token=\(Self.uploader)"] {
            #expect(tokens.authorize(.sample(.get, path, fields), for: .read) == .unauthorized)
        }
    }

    @Test(arguments: [(15, false), (16, true), (4096, true), (4097, false)])
    func tokensHaveTheLengthThatIsDocumented(_ length: Int, _ isTaken: Bool) throws {
        let text = String(repeating: "a", count: length)
        if isTaken {
            let tokens = try BearerTokens([.init(text, subject: "a", scopes: [.read])])
            #expect(tokens.authorize(.sample(bearing: text), for: .read) == .granted(Principal("a")))
        } else {
            #expect(code { _ = try BearerTokens.Token(text, subject: "a", scopes: []) } == "invalid-token")
        }
    }

    @Test(arguments: [
        "", "0123456789abcde f", "0123456789abcdef\n", "0123456789abcdeé", "0123456789=abcdef", "================",
        "0123456789abcdef\u{0}", "0123456789abc,def",
    ])
    func whatNoFieldCanHoldIsRefused(_ text: String) {
        #expect(code { _ = try BearerTokens.Token(text, subject: "a", scopes: []) } == "invalid-token")
    }

    @Test(arguments: [
        "", "1079", supportDigest + "0", String(supportDigest.dropLast()) + "g", String(supportDigest.dropLast()) + "é",
    ])
    func whatIsNoDigestIsRefused(_ text: String) {
        #expect(code { _ = try BearerTokens.Token(sha256: text, subject: "a", scopes: []) } == "invalid-token")
    }

    @Test func listsThatCannotBeMeantAreRefused() throws {
        #expect(code { _ = try BearerTokens([]) } == "no-credentials")
        #expect(code { _ = try BearerTokens.Token(Self.uploader, subject: "", scopes: []) } == "invalid-token")
        let twice = try [
            BearerTokens.Token(Self.support, subject: "a", scopes: [.read]),
            .init(Self.uploader, subject: "c", scopes: []),
            .init(sha256: Self.supportDigest, subject: "b", scopes: [.delete]),
        ]
        #expect(code { _ = try BearerTokens(twice) } == "duplicate-token")
    }

    @Test func nothingThatIsPrintedHoldsATokenOrItsDigest() throws {
        let printed = String(reflecting: try tokens()) + String(describing: try tokens())
        #expect(printed.contains("shop"))
        for secret in [Self.uploader, Self.support, Self.supportDigest, "16, 121, 48"] {
            #expect(!printed.contains(secret))
        }
    }

    private func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return (error as? AccessError)?.code.description
        }
    }
}
