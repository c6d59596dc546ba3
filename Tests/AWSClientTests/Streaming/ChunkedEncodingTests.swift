import AWSClient
import Foundation
import NIOCore
import NIOHTTP1
import ScriptedServer
import Testing

@Suite struct ChunkedEncodingTests {
    private static let encodings = [
        ChunkedEncoding(signsChunks: true, trailer: nil), ChunkedEncoding(signsChunks: true, trailer: .crc32c),
        ChunkedEncoding(signsChunks: true, trailer: .sha256), ChunkedEncoding(signsChunks: false, trailer: .crc32c),
        ChunkedEncoding(signsChunks: false, trailer: .sha256),
    ]

    @Test(arguments: encodings) func isAsLongAsItSays(_ encoding: ChunkedEncoding) throws {
        var headers: HTTPHeaders = ["Host": "h"]
        let seed = RequestSigner(service: "s3", region: "r", rules: .s3).sign(
            method: .PUT, path: "/", headers: &headers, payload: encoding.payloadHash,
            with: AWSCredentials(accessKeyID: "a", secretAccessKey: "b"), at: SigningTime(TestClock.start))
        for length in [0, 1, 15, 16, 65_535, 65_536, 65_537, 131_072, 1_000_000] {
            var encoder = ChunkEncoder(encoding, seed: seed)
            let body = ByteBuffer(repeating: 7, count: length)
            let sent = (encoder.encode(body)?.readableBytes ?? 0) + encoder.finish().readableBytes
            #expect(sent == encoding.encodedLength(length), "\(length)")
        }
    }

    @Test(arguments: encodings) func arrivesAsItWas(_ encoding: ChunkedEncoding) async throws {
        let body = ByteBuffer(bytes: (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try await ScriptedServer.run({ _ in ScriptedAnswer() }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                var request = Calls.put(.stream(pieces(of: body, 70_001)), payload: .chunked(encoding))
                request.headers.add(name: "Content-Encoding", value: "gzip")
                _ = try await client.collect(request, upTo: 100)
            }
            let request = try #require(server.requests.first)
            #expect(request.headers.first(name: "x-amz-decoded-content-length") == "200000")
            #expect(request.headers["Content-Encoding"] == ["aws-chunked,gzip"])
            #expect(request.headers.first(name: "Content-Length") == String(encoding.encodedLength(200_000)))
            #expect(request.headers.first(name: "x-amz-content-sha256") == encoding.payloadHash.text)
            #expect(request.headers.first(name: "x-amz-trailer") == encoding.trailer?.headerName)
            let (decoded, trailers) = try decode(request.body)
            #expect(decoded == body)
            #expect(
                trailers.first { $0.0 == encoding.trailer?.headerName }?.1
                    == encoding.trailer.map { RunningChecksum.base64($0, of: body) })
        }
    }

    @Test func isNotSentShorterOrLongerThanItSays() async throws {
        for (length, why) in [(3, "longer"), (5, "shorter")] {
            try await ScriptedServer.run({ _ in ScriptedAnswer() }) { server in
                try await AWSHTTPClient.with(.patient) { http in
                    let client = try Calls.client(of: server, http: http)
                    let body = ByteStream(length: length, isReplayable: true) {
                        var rest: ByteBuffer? = ByteBuffer(string: "abcd")
                        return {
                            defer { rest = nil }
                            return rest
                        }
                    }
                    for payload in [PayloadSigning.unsigned, .chunked(Self.encodings[3])] {
                        let error = try await Calls.failure {
                            _ = try await client.collect(Calls.put(.stream(body), payload: payload), upTo: 100)
                        }
                        #expect(error.code == .invalidRequest, "\(error)")
                        #expect(error.message.contains(why), "\(error)")
                    }
                    #expect(server.requests.isEmpty)
                }
            }
        }
    }

    @Test func passesOnWhatABodyThrows() async throws {
        struct Broken: Error {}
        try await ScriptedServer.run({ _ in ScriptedAnswer() }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                let body = ByteStream(length: 5, isReplayable: true) { { throw Broken() } }
                await #expect(throws: Broken.self) {
                    try await client.collect(Calls.put(.stream(body), payload: .unsigned), upTo: 100)
                }
                await #expect(throws: Broken.self) {
                    try await client.collect(
                        Calls.put(.stream(body), payload: .chunked(Self.encodings[1])), upTo: 100)
                }
            }
        }
    }

    @Test func computesChecksums() {
        // RFC 3720, appendix B.4, and FIPS 180-4's "abc".
        let zeros = ByteBuffer(repeating: 0, count: 32)
        let rising = ByteBuffer(bytes: 0..<32)
        #expect(RunningChecksum.base64(.crc32c, of: zeros) == "ipE2qg==")
        #expect(RunningChecksum.base64(.crc32c, of: rising) == "Rt15Tg==")
        #expect(RunningChecksum.base64(.crc32c, of: ByteBuffer()) == "AAAAAA==")
        #expect(RunningChecksum.base64(.crc32c, of: ByteBuffer(string: "123456789")) == "4waSgw==")
        #expect(
            RunningChecksum.base64(.sha256, of: ByteBuffer(string: "abc"))
                == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
    }

    @Test func checksumsDoNotDependOnThePieces() {
        let bytes = ByteBuffer(bytes: (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        for algorithm in ChecksumAlgorithm.allCases {
            for size in [1, 3, 8, 9, 64] {
                var checksum = RunningChecksum(algorithm)
                var rest = bytes
                while rest.readableBytes > 0, let piece = rest.readSlice(length: min(size, rest.readableBytes)) {
                    checksum.update(piece)
                }
                #expect(checksum.base64 == RunningChecksum.base64(algorithm, of: bytes))
            }
        }
    }

    private func pieces(of body: ByteBuffer, _ size: Int) -> ByteStream {
        ByteStream(length: body.readableBytes, isReplayable: true) {
            var rest = body
            return { rest.readableBytes == 0 ? nil : rest.readSlice(length: min(size, rest.readableBytes)) }
        }
    }

    /// The body, and what stands behind it.
    private func decode(_ sent: ByteBuffer) throws -> (ByteBuffer, [(String, String)]) {
        var sent = sent
        var body = ByteBuffer()
        func line() throws -> String {
            let end = try #require(sent.readableBytesView.firstIndex(of: UInt8(ascii: "\r")))
            let line = sent.readString(length: end - sent.readerIndex)
            let mark = sent.readString(length: 2)
            #expect(mark == "\r\n")
            return try #require(line)
        }
        while true {
            let head = try line()
            let size = try #require(Int(head.prefix { $0 != ";" }, radix: 16))
            if size == 0 { break }
            let chunk = sent.readSlice(length: size)
            body.writeImmutableBuffer(try #require(chunk))
            #expect(try line().isEmpty)
        }
        var trailers: [(String, String)] = []
        while case let trailer = try line(), !trailer.isEmpty {
            let parts = trailer.split(separator: ":", maxSplits: 1)
            trailers.append((String(parts[0]), String(parts[1])))
        }
        #expect(sent.readableBytes == 0)
        return (body, trailers)
    }
}
