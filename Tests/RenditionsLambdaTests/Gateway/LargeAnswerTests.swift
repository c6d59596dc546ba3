import Foundation
import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsLambda
import RenditionsTesting
import RenditionsWorkflow
import Testing

/// The real API behind a function that can carry a thousand bytes.
@Suite struct LargeAnswerTests {
    private func image(_ service: MemoryAPI) async throws -> JSONValue {
        let head = HTTPRequest(
            method: .post, scheme: "https", authority: "img.example", path: "/images",
            headerFields: [
                HTTPField.Name("Prefer")!: "wait=600", .contentDisposition: "attachment; filename=\"a.png\"",
            ])
        let bytes = PNGWriter.encode(TestImage.gradient(PixelSize(width: 40, height: 30)))
        let reply = try await HandlerClient(service.api).send(APIRequest(head, body: ObjectBody(bytes)))
        return try JSONValue(json: String(buffer: reply.body))
    }

    private func get(
        _ path: String, _ client: GatewayClient, method: HTTPRequest.Method = .get, _ fields: HTTPFields = [:]
    ) async throws -> APIReply {
        try await client.send(
            APIRequest(
                HTTPRequest(
                    method: method, scheme: "https", authority: "img.example", path: path, headerFields: fields)))
    }

    @Test(arguments: GatewayForm.allCases) func readersOfObjectsAreSentToTheirStore(_ form: GatewayForm) async throws {
        let service = try MemoryAPI()
        let image = try await image(service)
        let id = try #require(image["id"]?.stringValue)
        let record = try #require(try await service.processor.records.record(try AssetID(id))?.value)
        let rendition = try #require(record.renditions["small"])
        let handler = APIHandler(
            service.api, configuration: APIHandler.Configuration(maximumResponseBytes: 1000),
            originalLinks: NamedLinks(name: "originals"), renditionLinks: NamedLinks(name: "renditions"))
        let client = GatewayClient(handler: handler, form: form)
        let seconds = APICheck.configuration.redirectSeconds
        let small = try await get("/images/\(id)/renditions/small", client)
        #expect(small.head.status == .temporaryRedirect)
        #expect(
            small.head.headerFields[.location]
                == "https://renditions.example/\(rendition.key.rawValue)?\(seconds)&&image/png")
        let original = try await get("/images/\(id)/original", client)
        #expect(original.head.status == .temporaryRedirect)
        let link = try #require(original.head.headerFields[.location])
        #expect(link.hasPrefix("https://originals.example/\(record.original.key.rawValue)?\(seconds)&attachment"))
        // What has no body can be carried, and a part may be small enough.
        #expect(try await get("/images/\(id)/original", client, method: .head).head.status == .ok)
        let tag = try await get("/images/\(id)/renditions/small", client, method: .head).head.headerFields[.eTag]
        let still = try await get("/images/\(id)/renditions/small", client, [.ifNoneMatch: try #require(tag)])
        #expect(still.head.status == .notModified)
        // Documents are in no store.
        let document = try await get("/images/\(id)", client)
        #expect(document.head.status == .contentTooLarge)
        #expect(try JSONValue(json: String(buffer: document.body))["code"] == "too-large")
    }

    @Test func whatFitsIsGiven() async throws {
        let service = try MemoryAPI()
        let id = try #require(try await image(service)["id"]?.stringValue)
        let handler = APIHandler(service.api, renditionLinks: NamedLinks(name: "renditions"))
        let reply = try await get("/images/\(id)/renditions/small", GatewayClient(handler: handler, form: .http))
        #expect(reply.head.status == .ok && reply.body.readableBytes > 8)
        #expect(Array(reply.body.readableBytesView.prefix(4)) == [0x89, 0x50, 0x4E, 0x47])
    }
}
