import AWSClient
import Foundation
import NIOCore
import NIOHTTP1
import ScriptedServer
import Testing

@Suite struct ErrorTests {
    private func failure(
        _ answer: ScriptedAnswer, _ service: AWSService = .s3, _ request: AWSRequest = Calls.get
    ) async throws -> AWSError {
        try await ScriptedServer.run({ _ in answer }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, service, http: http, retries: .never)
                return try await Calls.failure { _ = try await client.collect(request, upTo: 100) }
            }
        }
    }

    private static let codes: [(HTTPResponseStatus, String?, AWSError.Code)] = [
        (.forbidden, "AccessDenied", .accessDenied), (.badRequest, "AccessDeniedException", .accessDenied),
        (.forbidden, nil, .accessDenied), (.forbidden, "InvalidAccessKeyId", .invalidCredentials),
        (.forbidden, "SignatureDoesNotMatch", .invalidCredentials),
        (.badRequest, "UnrecognizedClientException", .invalidCredentials),
        (.badRequest, "ExpiredToken", .expiredCredentials), (.badRequest, "ExpiredTokenException", .expiredCredentials),
        (.forbidden, "RequestTimeTooSkewed", .clockSkewed), (.notFound, "NoSuchBucket", .notFound),
        (.notFound, "NoSuchKey", .notFound), (.notFound, nil, .notFound),
        (.badRequest, "QueueDoesNotExist", .notFound),
        (.badRequest, "AWS.SimpleQueueService.NonExistentQueue", .notFound),
        (.badRequest, "ResourceNotFoundException", .notFound), (.badRequest, "StateMachineDoesNotExist", .notFound),
        (.badRequest, "ProvisionedThroughputExceededException", .throttled),
        (.badRequest, "ThrottlingException", .throttled), (.serviceUnavailable, "SlowDown", .throttled),
        (.tooManyRequests, nil, .throttled), (.badRequest, "ConditionalCheckFailedException", .preconditionFailed),
        (.preconditionFailed, nil, .preconditionFailed), (.conflict, "ConditionalRequestConflict", .conflict),
        (.conflict, "OperationAborted", .conflict), (.badRequest, "BadDigest", .checksumMismatch),
        (.badRequest, "RequestTimeout", .timedOut), (.internalServerError, "InternalError", .serviceFailed),
        (.badRequest, "InternalServerError", .serviceFailed), (.serviceUnavailable, nil, .serviceFailed),
        (.badGateway, nil, .serviceFailed), (.badRequest, "ValidationException", .invalidRequest),
        (.badRequest, nil, .invalidRequest), (.notModified, nil, .notModified),
        (.movedPermanently, "PermanentRedirect", .wrongRegion), (.temporaryRedirect, nil, .wrongRegion),
        (.badRequest, "AuthorizationHeaderMalformed", .wrongRegion),
    ]

    @Test(arguments: codes.indices) func tellsErrorsApart(_ index: Int) async throws {
        let (status, name, code) = Self.codes[index]
        var answers = [ScriptedAnswer(status)]
        if let name { answers = [.s3Error(status, name, "Said."), .jsonError(status, name, "Said.")] }
        for answer in answers {
            let error = try await failure(answer)
            #expect(error.code == code)
            #expect(error.serviceCode == name)
            #expect(error.status == Int(status.code))
            #expect(error.isRetryable == code.isRetryable)
            #expect("\(error)".hasPrefix("\(code): s3:GetObject: "))
        }
    }

    @Test func readsErrorsOfEveryForm() async throws {
        let query = ScriptedAnswer(
            .badRequest,
            text: """
                <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <Error><Type>Sender</Type><Code>ValidationError</Code><Message>Bad.</Message></Error>
                  <RequestId>Q1</RequestId>
                </ErrorResponse>
                """)
        let named = ScriptedAnswer(
            .badRequest, headers: ["x-amzn-errortype": "ValidationError:http://x/", "x-amzn-RequestId": "Q1"],
            text: #"{"Message":"Bad."}"#)
        for answer in [query, named] {
            let error = try await failure(answer, .tokens)
            #expect(error.serviceCode == "ValidationError")
            #expect(error.requestID == "Q1")
            #expect(error.message == "The service refused: Bad.")
        }
        // Whatever else a gateway says.
        for text in ["", "<html>", "{", "oops", "{\"__type\":3}"] {
            let error = try await failure(ScriptedAnswer(.badGateway, text: text))
            #expect(error.code == .serviceFailed)
            #expect(error.serviceCode == nil)
        }
    }

    @Test func keepsWhatElseAServiceSays() async throws {
        let error = try await failure(
            ScriptedAnswer(
                .badRequest,
                text: #"{"__type":"x#TransactionCanceledException","CancellationReasons":[{"Code":"None"}]}"#),
            .dynamoDB)
        #expect(error.serviceCode == "TransactionCanceledException")
        #expect(String(decoding: error.body, as: UTF8.self).contains("CancellationReasons"))
        #expect(!"\(error)".contains("CancellationReasons"))
    }

    @Test func namesTheRegionOfABucket() async throws {
        let error = try await failure(
            .s3Error(
                .movedPermanently, "PermanentRedirect", "Elsewhere.", headers: ["x-amz-bucket-region": "eu-west-1"]))
        #expect(error.region == "eu-west-1")
        #expect(error.message.contains("eu-west-1"))
        // A reply to HEAD has headers only.
        var head = Calls.get
        head.method = .HEAD
        let bare = try await failure(
            ScriptedAnswer(.movedPermanently, headers: ["x-amz-bucket-region": "eu-west-2"]), .s3, head)
        #expect(bare.code == .wrongRegion)
        #expect(bare.region == "eu-west-2")
    }

    @Test func namesThePermissionThatIsMissing() async throws {
        let error = try await failure(.s3Error(.forbidden, "AccessDenied", "User: arn:x is not authorized."))
        #expect(error.message.contains("s3:GetObject is not allowed"))
        #expect(error.message.contains("arn:x"))
    }

    /// As AWS's policies answer, of which permission the call itself is not named for.
    @Test func namesThePermissionThatTheServiceNames() async throws {
        let user = "User: arn:aws:sts::111122223333:assumed-role/app/i-0 is not authorized to perform: "
        let key = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
        let lacking = try await failure(
            .s3Error(
                .forbidden, "AccessDenied",
                user + "kms:GenerateDataKey on resource: \(key) because no identity-based policy allows the "
                    + "kms:GenerateDataKey action"))
        #expect(lacking.denial?.permission == "kms:GenerateDataKey")
        #expect(lacking.message.contains("kms:GenerateDataKey is not allowed"))
        #expect(
            lacking.permissionText("on the bucket photos", policy: "the role").hasPrefix(
                "kms:GenerateDataKey is not allowed on the bucket photos (s3:GetObject needs it)"))

        let forbidden = try await failure(
            .jsonError(
                .badRequest, "AccessDeniedException",
                user + "iam:PassRole on resource: arn:aws:iam::111122223333:role/machine with an explicit deny in a "
                    + "service control policy"), .stepFunctions)
        #expect(forbidden.denial?.permission == "iam:PassRole")
        #expect(forbidden.permissionText().contains("iam:PassRole is forbidden"))

        for text in ["is not authorized to perform: everything", "Access Denied", user, user + "a:b:c on x"] {
            let unnamed = try await failure(.s3Error(.forbidden, "AccessDenied", text))
            #expect(unnamed.denial == nil)
            #expect(unnamed.permissionText().hasPrefix("s3:GetObject is not allowed."))
        }
    }

    @Test func holdsNoSecretInAnyText() async throws {
        // A service repeats everything that it got.
        let script: ScriptedServer.Script = { request in
            let name = request.target.split(separator: "/").last.map(String.init) ?? ""
            let all = request.headers.map { "\($0.name):\($0.value)" }.joined(separator: " ")
            return .jsonError(.badRequest, name, all + " wJalrXUtnFEMI-secret")
        }
        try await ScriptedServer.run(script) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http, retries: .never)
                for name in ["InvalidSignatureException", "ValidationException", "AccessDenied", "ExpiredToken"] {
                    let error = try await Calls.failure {
                        _ = try await client.collect(AWSRequest("Get", method: .GET, path: "/\(name)"), upTo: 100)
                    }
                    let sent = server.requests.last?.headers.first(name: "Authorization") ?? ""
                    let signature = sent.split(separator: "Signature=").last.map(String.init) ?? "?"
                    #expect(error.serviceCode == name)
                    #expect(signature.count == 64)
                    for text in ["\(error)", error.message, error.localizedDescription] {
                        #expect(!text.contains("wJalrXUtnFEMI-secret"), "\(name)")
                        #expect(!text.contains("token-of-a-session"), "\(name)")
                        #expect(!text.contains(signature), "\(name)")
                    }
                }
            }
        }
    }

    @Test func keepsToOneLine() async throws {
        let error = try await failure(
            ScriptedAnswer(.badRequest, text: #"{"__type":"X","message":"a\n\u001b[31mb\u2028c\u202e"}"#))
        #expect(error.message == "The service refused: a  [31mb c ")
        let long = try await failure(
            .jsonError(.badRequest, "X", String(repeating: "m", count: 5000)))
        #expect(long.message.count < 600)
    }

    @Test func codesDoNotChange() {
        let codes = """
            missing-credentials invalid-credentials expired-credentials credentials-unavailable invalid-configuration \
            access-denied clock-skewed wrong-region throttled not-found conflict precondition-failed not-modified \
            invalid-request checksum-mismatch service-failed connection-failed connections-busy interrupted timed-out \
            deadline-exceeded reply-too-large invalid-reply
            """
        #expect(AWSError.Code.allCases.map(\.description) == codes.split(separator: " ").map(String.init))
    }
}
