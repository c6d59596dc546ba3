import AWSClient
import CorpusFiles
import Foundation
import NIOCore
import NIOHTTP1
import Testing

/// Known answers of others, in the folder `sigv4` beside the corpus.
@Suite(.enabled(if: Corpus.mayRun, "\(Corpus.advice)"))
struct SigningVectorTests {
    private struct Context: Decodable {
        struct Credentials: Decodable {
            var access_key_id: String
            var secret_access_key: String
            var token: String?
        }
        var credentials: Credentials
        var region: String
        var service: String
        var timestamp: String
        var normalize: Bool
        var sign_body: Bool
        var expiration_in_seconds: Int
        var omit_session_token: Bool?
    }

    private static let folder = "aws-c-auth-v4"

    /// Everything that a vector says how to sign, and what must come of it.
    private struct Vector {
        var name: String
        var context: Context
        var request: RawRequest
        var rules: SigningRules
        var credentials: AWSCredentials
        var time: SigningTime
        var signer: RequestSigner

        init(_ name: String) throws {
            self.name = name
            context = try JSONDecoder().decode(
                Context.self, from: Data(SigningVectors.text("\(folder)/\(name)/context.json").utf8))
            request = RawRequest(try SigningVectors.text("\(folder)/\(name)/request.txt"))
            rules = SigningRules(
                normalizesPath: context.normalize, encodesPathTwice: true, sendsPayloadHash: context.sign_body)
            credentials = AWSCredentials(
                accessKeyID: context.credentials.access_key_id, secretAccessKey: context.credentials.secret_access_key,
                sessionToken: context.credentials.token)
            time = SigningTime(try #require(Timestamp.parse(context.timestamp)))
            signer = RequestSigner(service: context.service, region: context.region, rules: rules)
        }

        var payload: PayloadHash { .of(ByteBuffer(string: request.body ?? "")) }
        var signsToken: Bool { context.omit_session_token != true }

        func expected(_ file: String) throws -> String {
            try SigningVectors.text("\(folder)/\(name)/\(file).txt")
        }

        func signed(_ text: String) -> String {
            request.body.map { $0.isEmpty ? text : text + "\n\n" + $0 } ?? text
        }
    }

    @Test func signsInHeaders() throws {
        let names = try SigningVectors.folders(below: Self.folder, holding: "header-signature.txt")
        #expect(names.count == 38)
        for name in names {
            let vector = try Vector(name)
            var headers = vector.request.headers
            let signature = vector.signer.sign(
                method: vector.request.method, path: vector.request.path, query: vector.request.query,
                headers: &headers, payload: vector.payload, with: vector.credentials, at: vector.time,
                tokenIsSigned: vector.signsToken)
            #expect(
                String(decoding: signature.request.bytes, as: UTF8.self)
                    == (try vector.expected("header-canonical-request")), "\(name)")
            #expect(signature.stringToSign == (try vector.expected("header-string-to-sign")), "\(name)")
            #expect(signature.value == (try vector.expected("header-signature")), "\(name)")
            let added = headers.dropFirst(vector.request.headers.count).map { ($0.name, $0.value) }
            let expected = RawRequest(try vector.expected("header-signed-request"))
            #expect(expected.target == vector.request.target, "\(name)")
            #expect(expected.body ?? "" == vector.request.body ?? "", "\(name)")
            // The vectors put the token first wherever it is; in what order headers stand says nothing.
            #expect(
                Set(expected.lines) == Set(vector.request.lines + added.map { "\($0.0):\($0.1)" }), "\(name)")
        }
    }

    @Test func signsInTheQuery() throws {
        let names = try SigningVectors.folders(below: Self.folder, holding: "query-signature.txt")
        #expect(names.count == 38)
        for name in names {
            let vector = try Vector(name)
            var query = vector.request.query
            let signature = vector.signer.presign(
                method: vector.request.method, path: vector.request.path, query: &query,
                headers: vector.request.headers, payload: vector.payload, seconds: vector.context.expiration_in_seconds,
                with: vector.credentials, at: vector.time, tokenIsSigned: vector.signsToken)
            #expect(
                String(decoding: signature.request.bytes, as: UTF8.self)
                    == (try vector.expected("query-canonical-request")), "\(name)")
            #expect(signature.stringToSign == (try vector.expected("query-string-to-sign")), "\(name)")
            #expect(signature.value == (try vector.expected("query-signature")), "\(name)")
            let added = Array(query.dropFirst(vector.request.query.count)).encoded
            let target = vector.request.target + (vector.request.target.contains("?") ? "&" : "?") + added
            #expect(
                vector.signed(vector.request.text(target: target, adding: []))
                    == (try vector.expected("query-signed-request")), "\(name)")
        }
    }

    @Test func signsTheClassicSuite() throws {
        let folder = "botocore-aws4_testsuite"
        let names = try SigningVectors.folders(below: folder, holding: ".req")
        #expect(names.count == 34)
        let time = SigningTime(try #require(Timestamp.parse("2015-08-30T12:36:00Z")))
        for path in names {
            let name = "\(folder)/\(path)/\(path.split(separator: "/").last ?? "")"
            let request = RawRequest(try SigningVectors.text(name + ".req"))
            let signed = RawRequest(try SigningVectors.text(name + ".sreq"))
            let canonical = try SigningVectors.text(name + ".creq")
            // Which of them signs the token is not written down, but that it does is seen.
            let token = signed.headers.first(name: "X-Amz-Security-Token")
            let credentials = AWSCredentials(
                accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                sessionToken: token)
            var headers = request.headers
            let signature = RequestSigner(service: "service", region: "us-east-1", rules: .general).sign(
                method: request.method, path: request.path, query: request.query, headers: &headers,
                payload: .of(ByteBuffer(string: request.body ?? "")), with: credentials, at: time,
                tokenIsSigned: canonical.contains("x-amz-security-token"))
            #expect(String(decoding: signature.request.bytes, as: UTF8.self) == canonical, "\(path)")
            #expect(signature.stringToSign == (try SigningVectors.text(name + ".sts")), "\(path)")
            if path == "get-vanilla-with-session-token" {
                // What stands there for the signature is a part of the token. The other suite has the same request, with
                // its signature.
                #expect(
                    signature.value == (try SigningVectors.text("\(Self.folder)/\(path)/header-signature.txt")),
                    "\(path)")
                continue
            }
            let authorization = try #require(headers.first(name: "Authorization"))
            #expect(authorization == (try SigningVectors.text(name + ".authz")), "\(path)")
            #expect(sorted(headers) == sorted(signed.headers), "\(path)")
            #expect(signed.body ?? "" == request.body ?? "", "\(path)")
        }
    }

    private func sorted(_ headers: HTTPHeaders) -> [String] {
        headers.map { "\($0.name.lowercased()):\($0.value.drop { $0 == " " })" }.sorted()
    }
}
