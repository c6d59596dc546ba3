import Crypto
import Foundation
import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsTesting
import ServedProgram
import Testing

/// Who may do what, on the built server.
@Suite(.timeLimit(.minutes(10))) struct ServedAccessTests {
    static let reader = "0123456789abcdef0123456789abcdef"
    static let writer = "fedcba9876543210fedcba9876543210"
    static let hashed = "a-token-of-which-only-the-digest-is-kept"
    static let secret = "a secret that the issuer knows as well"

    private static func status(
        _ method: HTTPRequest.Method, _ path: String, token: String?, on server: ServerProgram
    ) async throws -> Int {
        var head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path)
        head.headerFields[.authorization] = token.map { "Bearer \($0)" }
        return try await server.client.send(APIRequest(head)).head.status.code
    }

    @Test func tokensAreGrantedWhatTheySay() async throws {
        let folder = try TemporaryFolder()
        let digest = SHA256.hash(data: Array(Self.hashed.utf8)).map {
            String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
        }
        let file = try folder.write(
            """
            - subject: shop
              scopes: [upload, list]
              token: \(Self.writer)
            - {subject: site, scopes: [list], sha256: \(digest.joined())}
            """, to: "tokens.yaml")
        let server = try await ServerProgram.serving(
            in: folder("data"), ["--access-tokens-file", file, "--access-delete", "authorized"],
            environment: ["RENDITIONS_ACCESS_TOKENS": "site:list+read+renditions:\(Self.reader)"])
        for (token, list, delete) in [
            (nil, 401, 401), ("not-a-token-that-is-known", 401, 401), (Self.reader, 200, 403), (Self.writer, 200, 403),
            (Self.hashed, 200, 403),
        ] {
            #expect(try await Self.status(.get, "/images", token: token, on: server) == list, "\(token ?? "none")")
            #expect(try await Self.status(.delete, "/images/x", token: token, on: server) == delete)
        }
        // Off by default, whatever the token says.
        #expect(try await Self.status(.get, "/images/x/original", token: Self.reader, on: server) == 403)
        #expect(server.errors.all.allSatisfy { !$0.contains("Anyone may do this") })
    }

    @Test func jsonWebTokensAreGrantedWhatTheySay() async throws {
        let folder = try TemporaryFolder()
        let server = try await ServerProgram.serving(
            in: folder("data"),
            ["--access-jwt-issuer", "https://id.example.com", "--access-jwt-scope-prefix", "images:"],
            environment: ["RENDITIONS_ACCESS_JWT_SECRET": Self.secret])
        let good = Self.token(#"{"iss":"https://id.example.com","sub":"a","scope":"images:list","exp":4102444800}"#)
        let other = Self.token(#"{"iss":"https://id.example.com","sub":"a","scope":"list","exp":4102444800}"#)
        let foreign = Self.token(#"{"iss":"https://id.example.org","sub":"a","scope":"images:list","exp":4102444800}"#)
        for (token, status) in [(good, 200), (other, 403), (foreign, 401), (good.dropLast() + "!", 401)] {
            #expect(try await Self.status(.get, "/images", token: String(token), on: server) == status)
        }
    }

    private static func token(_ claims: String) -> String {
        func text(_ bytes: some DataProtocol) -> String {
            Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
                "=", with: "")
        }
        let signed = text(Data(#"{"alg":"HS256","typ":"JWT"}"#.utf8)) + "." + text(Data(claims.utf8))
        let key = SymmetricKey(data: Data(secret.utf8))
        return signed + "." + text(Data(HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: key)))
    }

    @Test func whatIsOpenIsSaidAtStart() async throws {
        let folder = try TemporaryFolder()
        let server = try await ServerProgram.serving(
            in: folder("data"),
            ["--access-renditions", "anyone", "--access-tokens", "a:upload:\(Self.reader)", "--logs-format", "json"])
        let warnings = server.errors.all.filter { $0.contains("Anyone may do this") }
        #expect(warnings.count == 1)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(warnings[0].utf8)) as? [String: Any])
        #expect(object["level"] as? String == "warning")
        #expect(object["metadata"] as? [String: String] == ["access": "renditions"])
    }
}
