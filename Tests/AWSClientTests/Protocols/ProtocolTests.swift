import AWSClient
import Foundation
import NIOCore
import NIOHTTP1
import ScriptedServer
import Testing

@Suite struct ProtocolTests {
    private struct GetItem: Encodable {
        var TableName: String
        var Key: [String: [String: String]]
    }

    private struct Item: Decodable, Sendable, Equatable {
        var Item: [String: [String: String]]?
    }

    private struct Listing: Decodable, Sendable {
        struct Entry: Decodable, Sendable {
            var Key: String
            var Size: Int
        }
        var Name: String
        var IsTruncated: Bool
        var Contents: [Entry]?
    }

    @Test func callsByJSON() async throws {
        let script: ScriptedServer.Script = { _ in
            ScriptedAnswer(headers: ["x-amzn-RequestId": "R9"], text: #"{"Item":{"a":{"S":"é/\u0000"}},"More":1}"#)
        }
        try await ScriptedServer.run(script) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, .dynamoDB, http: http)
                let item: Item = try await client.call(
                    "GetItem", GetItem(TableName: "t/x", Key: ["id": ["S": "1"]]), as: .dynamoDB)
                #expect(item.Item == ["a": ["S": "é/\0"]])
            }
            let request = try #require(server.requests.first)
            #expect(request.method == .POST)
            #expect(request.target == "/")
            #expect(request.headers.first(name: "X-Amz-Target") == "DynamoDB_20120810.GetItem")
            #expect(request.headers.first(name: "Content-Type") == "application/x-amz-json-1.0")
            let body = try JSONSerialization.jsonObject(with: Data(request.body.readableBytesView)) as? [String: Any]
            #expect(body?["TableName"] as? String == "t/x")
        }
    }

    @Test func takesNoBytesForNothingToSay() async throws {
        try await ScriptedServer.run({ _ in ScriptedAnswer() }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, .stepFunctions, http: http)
                let item: Item = try await client.call("StopExecution", [String: String](), as: .stepFunctions)
                #expect(item.Item == nil)
            }
        }
    }

    @Test func refusesJSONThatIsNone() async throws {
        for text in ["nonsense", "[1]", #"{"Item": 3}"#, "<xml/>"] {
            try await ScriptedServer.run({ _ in ScriptedAnswer(text: text) }) { server in
                try await AWSHTTPClient.with(.patient) { http in
                    let client = try Calls.client(of: server, .dynamoDB, http: http)
                    let error = try await Calls.failure {
                        _ = try await client.call("GetItem", ["a": "b"], as: .dynamoDB, returning: Item.self)
                    }
                    #expect(error.code == .invalidReply)
                    #expect(server.requests.count == 1)
                }
            }
        }
    }

    @Test func readsNoMoreThanIsAllowed() async throws {
        for answer in [ScriptedAnswer(body: ByteBuffer(repeating: 0x20, count: 1001))] {
            try await ScriptedServer.run({ _ in answer }) { server in
                try await AWSHTTPClient.with(.patient) { http in
                    let client = try Calls.client(of: server, http: http)
                    let error = try await Calls.failure { _ = try await client.collect(Calls.get, upTo: 1000) }
                    #expect(error.code == .replyTooLarge)
                    #expect(server.requests.count == 1)
                    #expect(try await client.collect(Calls.get, upTo: 1001).body.readableBytes == 1001)
                }
            }
        }
    }

    @Test func callsByXML() async throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><!-- a comment -->
              <Name>b&amp;c</Name><IsTruncated>false</IsTruncated>
              <Contents><Key> two  spaces </Key><Size>1</Size><Owner><ID>x</ID></Owner></Contents>
              <Contents><Key>a&lt;b&#x20;c</Key><Size>9007199254740993</Size></Contents>
              <Contents><Key><![CDATA[<raw>]]></Key><Size>0</Size></Contents>
            </ListBucketResult>
            """
        try await ScriptedServer.run({ _ in ScriptedAnswer(text: text) }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                let listing: Listing = try await client.callXML(Calls.get)
                #expect(listing.Name == "b&c")
                #expect(!listing.IsTruncated)
                #expect(listing.Contents?.map(\.Key) == [" two  spaces ", "a<b c", "<raw>"])
                #expect(listing.Contents?.map(\.Size) == [1, 9_007_199_254_740_993, 0])
            }
        }
    }

    @Test func findsTheErrorInAReplyThatSaysOK() async throws {
        let failed = ScriptedAnswer(
            text: "<?xml version=\"1.0\"?>\n<Error><Code>InternalError</Code><Message>Again.</Message></Error>")
        let done = ScriptedAnswer(
            text: "<ListBucketResult><Name>b</Name><IsTruncated>true</IsTruncated></ListBucketResult>")
        try await ScriptedServer.run(answering: [failed, done]) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                let listing: Listing = try await client.callXML(Calls.get)
                #expect(listing.IsTruncated)
                #expect(server.requests.count == 2)
            }
        }
    }

    private static let listing =
        "<ListBucketResult><Name>b</Name><IsTruncated>true</IsTruncated></ListBucketResult>"

    @Test(arguments: [
        "", " ", "{}", "<a", "<ListBucketResult><Name>b</Name><IsTruncated>true</IsTruncated></b>", listing + listing,
        listing.replacing("b<", with: "&undefined;<"), listing.replacing("b<", with: "\u{1}<"),
        listing.replacing("true", with: "perhaps"), String(listing.dropLast()),
        "<!DOCTYPE ListBucketResult>" + listing, "<!doctype ListBucketResult>" + listing,
        "<?xml version=\"1.0\"?>\n<!DOCTYPE a SYSTEM \"file:///etc/passwd\">" + listing,
        "<!DOCTYPE a [<!ENTITY x \"y\">]>" + listing.replacing("b<", with: "&x;<"),
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>" + listing.replacing("b<", with: "&x;<"),
        "<?xml version=\"1.0\" encoding=\"UTF-7\"?>" + listing, "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + listing,
    ])
    func refusesXMLThatIsNone(_ text: String) throws {
        #expect(try XMLReply.decode(Listing.self, from: ByteBuffer(string: Self.listing)).Name == "b")
        let error = #expect(throws: AWSError.self) {
            try XMLReply.decode(Listing.self, from: ByteBuffer(string: text))
        }
        #expect(error?.code == .invalidReply)
    }

    @Test func refusesXMLInOtherEncodings() {
        let text = "<ListBucketResult><Name>b</Name><IsTruncated>true</IsTruncated></ListBucketResult>"
        let wide = ByteBuffer(bytes: text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
        for bytes in [wide, ByteBuffer(bytes: [0xFF, 0xFE]), ByteBuffer(bytes: [0x3C, 0x61, 0xFF, 0x3E])] {
            #expect(throws: AWSError.self) { try XMLReply.decode(Listing.self, from: bytes) }
        }
    }

    @Test func comesThroughXMLThatIsDeep() {
        let deep = String(repeating: "<a>", count: 100_000) + String(repeating: "</a>", count: 100_000)
        #expect(throws: AWSError.self) { try XMLReply.decode(Listing.self, from: ByteBuffer(string: deep)) }
    }

    /// Whatever becomes of a reply on its way, it is read or refused.
    @Test func comesThroughXMLThatIsDamaged() {
        let whole = Array(
            """
            <?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="x" a="b"><Name>b&amp;c</Name><!-- c -->
            <IsTruncated>false</IsTruncated><Contents><Key>k</Key><Size>1</Size></Contents><![CDATA[x]]></ListBucketResult>
            """.utf8)
        var generator = SeededGenerator(seed: 20_261_127)
        var refused = 0
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: index)
                case 2: bytes.insert("<>&/\"'![]-?".utf8.randomElement(using: &generator) ?? 0, at: index)
                default: bytes.removeSubrange(index...)
                }
                if bytes.isEmpty { break }
            }
            do {
                _ = try XMLReply.decode(Listing.self, from: ByteBuffer(bytes: bytes))
            } catch {
                #expect((error as? AWSError)?.code == .invalidReply)
                refused += 1
            }
        }
        #expect(refused > 1000)
    }
}
