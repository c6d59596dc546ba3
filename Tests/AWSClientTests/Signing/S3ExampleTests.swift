import AWSClient
import CorpusFiles
import Foundation
import NIOCore
import NIOHTTP1
import Testing

/// The examples that S3's reference prints.
@Suite(.enabled(if: Corpus.mayRun, "\(Corpus.advice)"))
struct S3ExampleTests {
    private struct Examples: Decodable {
        struct Chunk: Decodable {
            var length: Int
            var byte: String
            var signature: String
        }
        struct Case: Decodable {
            var name: String
            var method: String
            var path: String
            var query: [String: String]
            var headers: [String: String]
            var payloadHash: String
            var canonicalRequest: String
            var stringToSign: String
            var signature: String
            var chunks: [Chunk]?
            var trailer: [String: String]?
            var trailerSignature: String?
        }
        var accessKey: String
        var secretKey: String
        var region: String
        var service: String
        var cases: [Case]
    }

    @Test func signsThem() throws {
        let examples = try JSONDecoder().decode(
            Examples.self, from: Data(SigningVectors.text("s3-doc-examples.json").utf8))
        #expect(examples.cases.count == 7)
        let credentials = AWSCredentials(accessKeyID: examples.accessKey, secretAccessKey: examples.secretKey)
        let time = SigningTime(try #require(Timestamp.parse("2013-05-24T00:00:00Z")))
        let signer = RequestSigner(service: examples.service, region: examples.region, rules: .s3)
        for example in examples.cases {
            let method = HTTPMethod(rawValue: example.method)
            let headers = HTTPHeaders(example.headers.map { ($0.key, $0.value) })
            let items = example.query.filter { !$0.key.hasPrefix("X-Amz-") }.map { QueryItem($0.key, $0.value) }
            let signature: RequestSignature
            if let seconds = example.query["X-Amz-Expires"].flatMap({ Int($0) }) {
                var query = items
                signature = signer.presign(
                    method: method, path: example.path, query: &query, headers: headers, payload: .unsigned,
                    seconds: seconds, with: credentials, at: time)
                #expect(query.last == QueryItem("X-Amz-Signature", example.signature), "\(example.name)")
            } else {
                var signed = headers
                signature = signer.sign(
                    method: method, path: example.path, query: items, headers: &signed,
                    payload: .sha256(example.payloadHash), with: credentials, at: time)
                #expect(
                    signed.first(name: "Authorization")?.hasSuffix("Signature=\(example.signature)") == true,
                    "\(example.name)")
            }
            #expect(String(decoding: signature.request.bytes, as: UTF8.self) == example.canonicalRequest)
            #expect(signature.stringToSign == example.stringToSign, "\(example.name)")
            #expect(signature.value == example.signature, "\(example.name)")
            if let chunks = example.chunks { try expectChunks(chunks, of: example, after: signature) }
        }
    }

    private func expectChunks(
        _ chunks: [Examples.Chunk], of example: Examples.Case, after seed: RequestSignature
    ) throws {
        var signer = ChunkSigner(seed)
        var body = ByteBuffer()
        var expected = ""
        for chunk in chunks {
            let bytes = ByteBuffer(repeating: try #require(chunk.byte.utf8.first), count: chunk.length)
            #expect(signer.signature(ofChunk: bytes) == chunk.signature, "\(example.name)")
            body.writeImmutableBuffer(bytes)
            expected += String(chunk.length, radix: 16) + ";chunk-signature=\(chunk.signature)\r\n"
            if chunk.length > 0 { expected += String(buffer: bytes) + "\r\n" }
        }
        if let trailer = example.trailer?.first {
            #expect(signer.signature(ofTrailer: trailer.key, trailer.value) == example.trailerSignature)
            #expect(RunningChecksum.base64(.crc32c, of: body) == trailer.value)
            expected +=
                "\(trailer.key):\(trailer.value)\r\nx-amz-trailer-signature:\(example.trailerSignature ?? "")\r\n"
        }
        expected += "\r\n"
        let encoding = ChunkedEncoding(signsChunks: true, trailer: example.trailer == nil ? nil : .crc32c)
        #expect(encoding.payloadHash.text == example.payloadHash)
        #expect(encoding.encodedLength(body.readableBytes) == expected.utf8.count)
        if let length = example.headers["content-length"] { #expect(String(expected.utf8.count) == length) }
        // However the body comes, what is sent is the same.
        for size in [1000, 65_536, body.readableBytes] {
            var encoder = ChunkEncoder(encoding, seed: seed)
            var rest = body
            var sent = ""
            while let piece = rest.readSlice(length: min(size, rest.readableBytes)), piece.readableBytes > 0 {
                sent += encoder.encode(piece).map { String(buffer: $0) } ?? ""
            }
            sent += String(buffer: encoder.finish())
            #expect(sent == expected, "\(example.name) in pieces of \(size)")
        }
    }
}
