import Foundation
import HTTPTypes
import RenditionsAPI
import RenditionsTesting
import Testing

/// What browsers are told about pages of other sites.
@Suite struct OriginSharingTests {
    private static let page = "https://App.example.com"
    private static let method = HTTPField.Name("Access-Control-Request-Method")!

    private func service() throws -> MemoryService {
        var configuration = APICheck.configuration
        configuration.allowedOrigins = ["https://app.example.com"]
        return try MemoryService(configuration: configuration)
    }

    private func fields(
        _ method: HTTPRequest.Method, _ path: String, _ fields: HTTPFields, _ service: MemoryService
    ) async throws -> HTTPFields { try await service.send(method, path, fields).head.headerFields }

    @Test(arguments: [("/images", "POST, GET, HEAD, OPTIONS"), ("/images/x", "GET, HEAD, DELETE, OPTIONS")])
    func allowedPagesMaySendWhatThePathTakes(path: String, methods: String) async throws {
        let answer = try await service().send(.options, path, [.origin: Self.page, Self.method: "DELETE"])
        #expect(answer.head.status == .noContent)
        let fields = answer.head.headerFields
        #expect(fields[.accessControlAllowOrigin] == Self.page)
        #expect(fields[.accessControlAllowMethods] == methods)
        #expect(fields[.accessControlAllowHeaders]?.contains("Authorization") == true)
        #expect(fields[.accessControlAllowHeaders]?.contains("Idempotency-Key") == true)
        #expect(fields[.accessControlMaxAge] == "600")
        #expect(fields[.accessControlAllowCredentials] == nil)
        #expect(fields[.vary] == "Origin")
    }

    @Test(arguments: ["/images", "/images/none", "/nothing"])
    func allowedPagesMayReadEveryAnswer(path: String) async throws {
        let fields = try await fields(.get, path, [.origin: Self.page], service())
        #expect(fields[.accessControlAllowOrigin] == Self.page)
        #expect(fields[.accessControlExposeHeaders]?.contains("ETag") == true)
        #expect(fields[.vary] == "Origin")
    }

    @Test(arguments: ["https://evil.example", "null", "http://app.example.com", "https://app.example.com.evil.example"])
    func othersAreToldNothing(origin: String) async throws {
        for method in [HTTPRequest.Method.get, .options] {
            let fields = try await fields(method, "/images", [.origin: origin, Self.method: "POST"], service())
            #expect(fields.allSatisfy { !$0.name.canonicalName.hasPrefix("access-control") })
            #expect(fields[.vary] == "Origin")
        }
        var twice: HTTPFields = [.origin: Self.page]
        twice.append(HTTPField(name: .origin, value: origin))
        #expect(try await fields(.get, "/images", twice, service())[.accessControlAllowOrigin] == nil)
    }

    /// On AWS the gateway answers browsers in the API's place.
    @Test func aDeploymentSaysTheSame() async throws {
        let asked: HTTPFields = [.origin: Self.page, Self.method: "GET"]
        let before = try await fields(.options, "/images", asked, service())
        let after = try await fields(.get, "/images", [.origin: Self.page], service())
        func names(_ field: String?) -> [String] { (field ?? "").components(separatedBy: ", ") }
        #expect(try Self.deployed("accepted") == names(before[.accessControlAllowHeaders]))
        #expect(try Self.deployed("exposed") == names(after[.accessControlExposeHeaders]))
        let methods = Set(APIRoute.allCases.map(\.method.rawValue) + ["HEAD"])
        #expect(try Self.deployed("methods") == methods.sorted())
    }

    /// A list of `Deploy/aws/api.tf`.
    private static func deployed(_ name: String) throws -> [String] {
        let root = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        let text = try String(contentsOf: root.appending(path: "Deploy/aws/api.tf"), encoding: .utf8)
        let line = text.split(separator: "\n").first { line in
            line.split(separator: " ").prefix(2).elementsEqual([Substring(name), "="])
        }
        let list = try #require(line?.split(separator: "=", maxSplits: 1).last)
        return try JSONDecoder().decode([String].self, from: Data(list.utf8))
    }

    @Test func whereNoPageIsAllowedNothingIsSaid() async throws {
        let fields = try await fields(.get, "/images", [.origin: Self.page], MemoryService())
        #expect(fields.allSatisfy { !$0.name.canonicalName.hasPrefix("access-control") })
        #expect(fields[.vary] == nil)
    }
}
