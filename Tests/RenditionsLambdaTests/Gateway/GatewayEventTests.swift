import CorpusFiles
import Foundation
import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsLambda
import RenditionsWorkflow
import Testing

/// What requests become on their way through a gateway.
@Suite struct GatewayEventTests {
    private func request(_ event: JSONValue, basePath: String = "") async throws -> RecordingResponder.Kept {
        let responder = RecordingResponder(basePath: basePath)
        let context = LambdaContext.sample()
        _ = try await APIHandler(responder).handle(ByteBuffer(string: event.json), in: context)
        return try #require(responder.requests.first)
    }

    private func head(_ path: String, _ fields: HTTPFields = [:]) -> HTTPRequest {
        HTTPRequest(method: .get, scheme: "https", authority: "img.example", path: path, headerFields: fields)
    }

    /// HTTP APIs decode paths, and the others do not.
    @Test(
        arguments: GatewayForm.allCases,
        ["/images/a%20b", "/images/50%25", "/images/%C3%A9", "/a%3Fb%23c", "/a+b;c=d@e"])
    func everySegmentMeansTheSame(_ form: GatewayForm, path: String) async throws {
        let kept = try await request(try await form.event(APIRequest(head(path))))
        let target = try #require(kept.head.path)
        #expect(try RequestPath(target).segments() == RequestPath(path).segments())
        #expect(RequestPath(target).query == nil)
    }

    @Test(arguments: GatewayForm.allCases, ["a=1%2B1&b=x+y", "a=%C3%A9&b", "a=1&a=2", "a=%26%3D%25", "", "a=/?:@!b"])
    func everyParameterMeansTheSame(_ form: GatewayForm, query: String) async throws {
        let kept = try await request(try await form.event(APIRequest(head("/images?\(query)"))))
        let given = RequestPath(try #require(kept.head.path)).query
        func parameters(_ query: String?) -> Result<QueryParameters, Problem> {
            Result { () throws(Problem) in try QueryParameters(parsing: query, known: ["a", "b"]) }
        }
        switch (parameters(given), parameters(query)) {
        case (.success(let found), .success(let meant)): #expect(found == meant)
        case (.failure(let found), .failure(let meant)): #expect(found.code == meant.code)
        default: Issue.record("\(query) became \(given ?? "nothing")")
        }
    }

    @Test(arguments: GatewayForm.allCases) func aStageIsNoPartOfThePath(_ form: GatewayForm) async throws {
        let event = try await form.event(APIRequest(head("/images?limit=1")), stage: "dev")
        #expect(try await request(event).head.path == "/images?limit=1")
        // Links have to have it.
        #expect(try await request(event, basePath: "/dev").head.path == "/dev/images?limit=1")
        // What is mapped to a domain of one's own has no stage.
        let mapped = try await form.event(APIRequest(head("/media/images")))
        #expect(try await request(mapped, basePath: "/media").head.path == "/media/images")
        let similar = try await form.event(APIRequest(head("/developers")), stage: "dev")
        #expect(try await request(similar).head.path == "/developers")
    }

    @Test(arguments: GatewayForm.allCases) func fieldsAndBodyArrive(_ form: GatewayForm) async throws {
        var fields: HTTPFields = [.accept: "image/png", .cookie: "a=1; b=2", .transferEncoding: "chunked"]
        fields.append(HTTPField(name: .accept, value: "image/webp"))
        let body = APIRequest(head("/images", fields), body: ObjectBody([UInt8]("é".utf8)))
        let kept = try await request(try await form.event(body))
        #expect(kept.head.method == .get && kept.head.authority == "img.example" && kept.head.scheme == "http")
        #expect(kept.head.headerFields[values: .accept].joined(separator: ",") == "image/png,image/webp")
        #expect(kept.head.headerFields[.cookie] == "a=1; b=2")
        #expect(kept.head.headerFields[.transferEncoding] == nil)
        #expect(kept.head.headerFields[.contentLength] == "2")
        #expect(kept.body == "é")
    }

    @Test func aBodyMayBeText() async throws {
        let event = JSONValue.object([
            "version": "2.0", "rawPath": "/images", "rawQueryString": "", "headers": [:], "body": "[\"é\"]",
            "isBase64Encoded": false, "requestContext": ["http": ["method": "POST"], "domainName": "api.example"],
        ])
        let kept = try await request(event)
        #expect(kept.body == "[\"é\"]" && kept.head.method == .post && kept.head.authority == "api.example")
        #expect(kept.head.headerFields[.contentLength] == "6")
    }

    @Test func whatIsNoRequestIsRefused() async throws {
        let context: JSONValue = ["http": ["method": "GET"]]
        func format2(_ changes: JSONObject) -> JSONValue {
            var event: JSONObject = ["version": "2.0", "rawPath": "/", "headers": [:], "requestContext": context]
            for change in changes.entries { event[change.key] = change.value }
            return .object(event)
        }
        func format1(_ changes: JSONObject) -> JSONValue {
            var event: JSONObject = ["httpMethod": "GET", "path": "/", "requestContext": ["stage": "x"]]
            for change in changes.entries { event[change.key] = change.value }
            return .object(event)
        }
        _ = try await request(format2([:]))
        _ = try await request(format1([:]))
        let refused: [JSONValue] = [
            [], .null, "text", [:], ["Records": []], ["version": "2.0"], ["version": "2.0", "requestContext": context],
            format2(["rawPath": 1]), format2(["headers": ["a": 1]]), format2(["headers": [1]]),
            format2(["headers": ["a b": "c"]]), format2(["headers": ["a": "b\r\nc: d"]]),
            format2(["requestContext": ["http": ["method": "GET /"]]]), format2(["requestContext": ["http": [:]]]),
            format2(["body": 1]), format2(["body": "?", "isBase64Encoded": true]), format2(["cookies": [1]]),
            format1(["requestContext": .null]), format1(["requestContext": ["elb": [:]]]),
            format1(["methodArn": "arn"]), format1(["multiValueHeaders": ["a": "b"]]),
            format1(["multiValueQueryStringParameters": ["a": [1]]]), format1(["queryStringParameters": "a=b"]),
            format1(["httpMethod": ""]), format1(["path": .null]),
        ]
        for event in refused {
            let error = await #expect(throws: LambdaError.self, "\(event)") { try await request(event) }
            #expect(error?.code == .invalidEvent, "\(event)")
        }
        let context2 = LambdaContext.sample()
        for text in ["", "{", "\u{0}", String(repeating: "[", count: 100_000)] {
            let error = await #expect(throws: LambdaError.self) {
                try await APIHandler(RecordingResponder()).handle(ByteBuffer(string: text), in: context2)
            }
            #expect(error?.code == .invalidEvent)
        }
    }

    @Test(.enabled(if: Corpus.mayRun, "\(Corpus.advice)")) func samplesOfGateways() async throws {
        func sample(_ name: String, _ values: [String: String] = [:]) async throws -> RecordingResponder.Kept {
            try await request(try JSONValue(json: try Corpus.lambdaEvent(name, values: values)))
        }
        let rest = try await sample("lambda-go_apigw-request")
        #expect(rest.head.method == .post && rest.head.path == "/hello/world?name=me")
        #expect(rest.head.authority == "gy415nuibc.execute-api.us-east-1.amazonaws.com")
        #expect(rest.head.headerFields[.contentType] == "application/json" && rest.body == "{\r\n\t\"a\": 1\r\n}")
        for name in ["iam", "jwt-authorizer", "lambda-authorizer", "no-authorizer"] {
            let http = try await sample("lambda-go_apigw-v2-request-\(name)")
            #expect(
                http.head.path
                    == (name == "no-authorizer"
                        ? "/" : "/my/path?parameter1=value1&parameter1=value2&parameter2=value"),
                "\(name)")
        }
        let url = try await sample("lambda-go_lambda-urls-request")
        #expect(url.head.method == .post && url.body == "Hello from client!")
        #expect(url.head.headerFields[.cookie] == "cookie1; cookie2")
        let values = [
            "body": "eyJ0ZXN0IjoiYm9keSJ9", "path": "images", "method": "POST", "stage": "prod",
            "resource": "/{proxy+}",
            "dns_suffix": "amazonaws.com", "account_id": "123456789012", "querystringparameters": "",
        ]
        let proxy = try await sample("samcli_apigateway_AwsProxy", values)
        #expect(proxy.head.path == "/images?foo=bar" && proxy.body == #"{"test":"body"}"#)
        let http = try await sample("samcli_apigateway_HttpApi", values)
        #expect(http.head.path?.hasPrefix("/images?parameter1=") == true && http.body == #"{"test":"body"}"#)
        for name in [
            "lambda-go_apigw-custom-auth-request-type-request", "lambda-go_apigw-custom-auth-request",
            "lambda-go_apigw-v2-custom-authorizer-v1-request", "lambda-go_apigw-v2-custom-authorizer-v2-request",
            "lambda-go_apigw-websocket-request", "lambda-go_apigw-websocket-request-disconnect", "lambda-go_s3-event",
            "lambda-go_sqs-event", "samcli_s3_S3Put",
        ] {
            let error = await #expect(throws: LambdaError.self, "\(name)") { try await sample(name) }
            #expect(error?.code == .invalidEvent)
        }
    }
}
