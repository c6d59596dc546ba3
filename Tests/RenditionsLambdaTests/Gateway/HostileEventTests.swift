import Foundation
import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsLambda
import RenditionsTesting
import RenditionsWorkflow
import Testing

/// Events that nobody should send. What calls a function may be anybody's.
@Suite struct HostileEventTests {
    private static func event(_ form: GatewayForm) async throws -> [UInt8] {
        let head = HTTPRequest(
            method: .post, scheme: "https", authority: "img.example", path: "/images/a%20b?limit=1&cursor=%C3%A9",
            headerFields: [.accept: "*/*", .cookie: "a=1; b=2", .contentType: "image/png"])
        let request = APIRequest(head, body: ObjectBody([1, 2, 3, 4]))
        return Array(try await form.event(request, stage: "dev").json.utf8)
    }

    /// Whatever becomes of them is an answer or an error with a code, and never anything else.
    @Test(.showsSeed, arguments: GatewayForm.allCases) func damagedEvents(_ form: GatewayForm) async throws {
        var random = TestSeed.generator
        let handler = APIHandler(RecordingResponder())
        let context = LambdaContext.sample()
        let event = try await Self.event(form)
        var outcomes: Set<String> = []
        for _ in 0..<2000 {
            var bytes = event
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert("\"{}[],:\\0"[...].utf8.randomElement(using: &random) ?? 0, at: place)
                default:
                    bytes.replaceSubrange(place..., with: bytes[Int.random(in: 0..<bytes.count, using: &random)...])
                }
                if bytes.isEmpty { bytes = [0] }
            }
            do {
                let answer = try await handler.handle(ByteBuffer(bytes: bytes), in: context)
                _ = try form.reply(answer)
                outcomes.insert("answered")
            } catch let error as LambdaError {
                #expect(error.code == .invalidEvent)
                outcomes.insert("refused")
            } catch is GatewayForm.Malformed {
                // Another form than it was: the answer is for that one.
                outcomes.insert("other form")
            }
        }
        #expect(outcomes.isSuperset(of: ["answered", "refused"]))
    }

    /// The API itself on odd targets: nothing but answers below 500.
    @Test(arguments: GatewayForm.allCases) func oddTargets(_ form: GatewayForm) async throws {
        let client = GatewayClient(handler: APIHandler(try MemoryAPI().api), form: form)
        for path in [
            "", "/", "//", "/../images", "/images/..%2F..", "/images/%00", "/images/%FF", "/images/%", "/images?%zz=1",
            "/images?limit=%E9", "/images/\u{202E}", "/" + String(repeating: "a", count: 20_000),
            "/images?" + String(repeating: "a=1&", count: 500),
        ] {
            let reply = try await client.send(
                APIRequest(HTTPRequest(method: .get, scheme: "https", authority: "img.example", path: path)))
            #expect((200..<500).contains(reply.head.status.code), "\(path.prefix(40)): \(reply.head.status.code)")
        }
    }
}
