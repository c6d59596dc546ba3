import Foundation
import NIOCore
import RenditionsAPI
import RenditionsFunctions
import RenditionsLambda
import RenditionsWorkflow
import Testing

/// The stores can't be reached, so whatever is answered follows from access alone.
@Suite struct FunctionAccessTests {
    private static let token = "0123456789abcdef0123456789abcdef"
    private static let digest = "3eb1bd439947eb762998e566ccc2e099c791118b2f40579cc4f7da2b5061b7f9"

    private func status(_ path: String, token: String? = nil, _ changes: [String: String?]) async throws -> Int? {
        let handler = try #require(
            try await ImageFunctions().handler(named: "api", in: FunctionVariables.environment(changes)))
        var headers: JSONObject = ["host": "api.example.com"]
        headers["authorization"] = token.map { .string("Bearer \($0)") }
        let event: JSONValue = [
            "version": "2.0", "routeKey": "$default", "rawPath": .string(path), "rawQueryString": "",
            "headers": .object(headers), "isBase64Encoded": false,
            "requestContext": [
                "apiId": "a", "stage": "$default", "requestId": "r",
                "http": ["method": "GET", "path": .string(path), "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1"],
            ],
        ]
        let context = LambdaContext(requestID: "r", deadline: Date(timeIntervalSinceNow: 60))
        let answer = try await handler.handle(ByteBuffer(string: event.json), in: context)
        return try JSONValue(json: Array(answer.readableBytesView))["statusCode"]?.integerValue
    }

    @Test func everythingIsOffUntilSomebodySaysOtherwise() async throws {
        #expect(try await status("/health", [:]) == 200)
        #expect(try await status("/images", [:]) == 403)
        #expect(try await status("/images", token: Self.token, [:]) == 403)
    }

    @Test func tokensAreKnownByTheirDigests() async throws {
        let variables = ["RENDITIONS_ACCESS_TOKENS": "ann:read:\(Self.digest)"]
        #expect(try await status("/images", variables) == 401, "no token")
        #expect(try await status("/images", token: "f" + Self.token, variables) == 401, "not a token of the list")
        #expect(try await status("/images", token: Self.token, variables) == 403, "it may read, and not list")
    }

    @Test(arguments: [
        ("RENDITIONS_ACCESS_READ", "everyone"), ("RENDITIONS_ACCESS_READ", "authorized"),
        ("RENDITIONS_ACCESS_TOKENS", "ann:read"), ("RENDITIONS_ACCESS_TOKENS", "ann:fly:00"),
        ("RENDITIONS_ACCESS_TOKENS", "ann:read:0123456789abcdef0123456789abcdef"),
        ("RENDITIONS_ACCESS_JWT_JWKS", "{}"), ("RENDITIONS_ACCESS_JWT_JWKS_FILE", "none.json"),
    ])
    func whatIsMalformedIsNamedAndNotShown(variable: String, value: String) async throws {
        let environment = try FunctionVariables.environment([variable: value])
        let error = try await #require(throws: LambdaError.self) {
            _ = try await ImageFunctions().handler(named: "api", in: environment)
        }
        #expect(error.code == .invalidEnvironment)
        #expect(error.message.contains(variable))
        #expect(!error.message.contains("0123456789abcdef"))
    }

    @Test func theProgramsOwnComesFirst() async throws {
        let functions = ImageFunctions(access: .init(upload: .off, list: .off, read: .off, renditions: .off))
        let environment = try FunctionVariables.environment(["RENDITIONS_ACCESS_READ": "authorized"])
        #expect(try await functions.handler(named: "api", in: environment) != nil)
    }
}
