import AWSClient
import Foundation
import NIOCore
import NIOHTTP1
import ScriptedServer
import Testing

/// The places where credentials are looked for, through the chain that everyone uses.
@Suite struct ProviderTests {
    @Test func readsTheEnvironment() async throws {
        let found = try await Lookup.credentials([
            "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_SESSION_TOKEN": "c",
        ])
        #expect(found == AWSCredentials(accessKeyID: "a", secretAccessKey: "b", sessionToken: "c"))
        #expect(try await Lookup.failure(["AWS_ACCESS_KEY_ID": "a"]).code == .invalidConfiguration)
        #expect(try await Lookup.failure(["AWS_SECRET_ACCESS_KEY": "a"]).code == .invalidConfiguration)
        #expect(
            try await Lookup.failure(["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""]).code == .missingCredentials
        )
    }

    @Test func theEnvironmentCountsBeforeTheProfile() async throws {
        let profile = "[default]\naws_access_key_id = p\naws_secret_access_key = q"
        #expect(try await Lookup.credentials([:], credentials: profile).accessKeyID == "p")
        let environment = ["AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"]
        #expect(try await Lookup.credentials(environment, credentials: profile).accessKeyID == "a")
    }

    @Test func saysWhatIsMissing() async throws {
        let error = try await Lookup.failure()
        #expect(error.code == .missingCredentials)
        #expect(error.message.contains("AWS_ACCESS_KEY_ID"))
        #expect(error.message.contains("no profile default"))
        // Whoever chose a profile wants that one, and not what comes after it.
        #expect(try await Lookup.failure(["AWS_PROFILE": "nobody"]).code == .invalidConfiguration)
    }

    @Test func readsTheFilesThatAreNamed() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "AWSClientTests-\(UUID())")
        try FileManager.default.createDirectory(at: folder.appending(path: ".aws"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try "[profile p]\nregion = r1".write(
            to: folder.appending(path: ".aws/config"), atomically: true, encoding: .utf8)
        try "[p]\naws_access_key_id = k".write(
            to: folder.appending(path: ".aws/credentials"), atomically: true, encoding: .utf8)
        try "[profile p]\nregion = r2".write(
            to: folder.appending(path: "elsewhere"), atomically: true, encoding: .utf8)
        let home = folder.path(percentEncoded: false)
        var settings = try await AWSSettings.load(environment: ["AWS_PROFILE": "p"], home: home)
        #expect(settings.profile.properties == ["region": "r1", "aws_access_key_id": "k"])
        settings = try await AWSSettings.load(
            environment: ["AWS_PROFILE": "p", "AWS_CONFIG_FILE": "~/elsewhere"], home: home)
        #expect(settings.profile["region"] == "r2")
        for none in [home + "/nowhere", "/dev/null"] {
            settings = try await AWSSettings.load(environment: ["AWS_CONFIG_FILE": none], home: nil)
            #expect(settings.profiles == AWSProfiles())
        }
        try Data([0xFF, 0xFE]).write(to: folder.appending(path: "elsewhere"))
        let error = try await Calls.failure {
            _ = try await AWSSettings.load(environment: ["AWS_CONFIG_FILE": home + "/elsewhere"], home: nil)
        }
        #expect(error.code == .invalidConfiguration)
    }

    @Test func asksTheContainer() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "AWSClientTests-\(UUID())")
        try "from-a-file\n".write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        try await ScriptedServer.run({ _ in ScriptedAnswer(text: Lookup.endpointReply) }) { server in
            var environment = [
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url + "/v1?a=b",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN": "from-a-variable",
            ]
            let found = try await Lookup.credentials(environment)
            #expect(found.accessKeyID == "ASIAEND")
            #expect(found.sessionToken == "et")
            #expect(found.expiration == Timestamp.parse("2026-11-27T13:00:00Z"))
            environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = file.path(percentEncoded: false)
            _ = try await Lookup.credentials(environment)
            #expect(server.requests.map(\.target) == ["/v1?a=b", "/v1?a=b"])
            #expect(
                server.requests.map { $0.headers.first(name: "Authorization") } == ["from-a-variable", "from-a-file"])
            environment = [
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url, "AWS_CONTAINER_AUTHORIZATION_TOKEN": "a\r\nb: c",
            ]
            #expect(try await Lookup.failure(environment).code == .invalidConfiguration)
        }
    }

    @Test(arguments: [
        "http://example.com/x", "http://169.254.170.3/x", "http://127.0.0.1.example.com/x", "http://127.1/x",
        "http://localhost.example/x", "http://10.0.0.1/x", "http://user@127.0.0.1/x", "http://[fd00:ec2::24]/", "/x",
    ])
    func tellsTheContainersTokenToNobodyElse(_ url: String) async throws {
        #expect(
            try await Lookup.failure([
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": url, "AWS_CONTAINER_AUTHORIZATION_TOKEN": "t",
            ]).code
                == .invalidConfiguration)
    }

    @Test func asksTheInstanceByItsSecondVersion() async throws {
        let script: ScriptedServer.Script = { request in
            switch (request.method, request.target) {
            case (.PUT, "/latest/api/token"): return ScriptedAnswer(text: "imds-token")
            case (.GET, "/latest/meta-data/iam/security-credentials/"): return ScriptedAnswer(text: "my-role")
            case (.GET, "/latest/meta-data/iam/security-credentials/my-role"):
                return ScriptedAnswer(text: Lookup.endpointReply)
            default: return ScriptedAnswer(.notFound)
            }
        }
        try await ScriptedServer.run(script) { server in
            let environment = ["AWS_EC2_METADATA_DISABLED": "", "AWS_EC2_METADATA_SERVICE_ENDPOINT": server.url]
            let found = try await Lookup.credentials(environment)
            #expect(found.accessKeyID == "ASIAEND")
            #expect(server.requests.map(\.method) == [.PUT, .GET, .GET])
            #expect(server.requests.first?.headers.first(name: "X-aws-ec2-metadata-token-ttl-seconds") == "21600")
            #expect(
                server.requests.dropFirst().allSatisfy {
                    $0.headers.first(name: "X-aws-ec2-metadata-token") == "imds-token"
                })
        }
    }

    @Test(arguments: [HTTPResponseStatus.notFound, .forbidden, .methodNotAllowed, .badRequest, .internalServerError])
    func neverAsksTheFirstVersion(_ status: HTTPResponseStatus) async throws {
        // One that knows only the first version answers what needs no token, and would give credentials.
        let script: ScriptedServer.Script = { request in
            request.method == .PUT ? ScriptedAnswer(status) : ScriptedAnswer(text: Lookup.endpointReply)
        }
        try await ScriptedServer.run(script) { server in
            let error = try await Lookup.failure([
                "AWS_EC2_METADATA_DISABLED": "", "AWS_EC2_METADATA_SERVICE_ENDPOINT": server.url,
            ])
            #expect(error.code == .missingCredentials)
            #expect(!server.requests.isEmpty)
            #expect(server.requests.allSatisfy { $0.method == .PUT })
        }
    }

    @Test func asksNoInstanceWhereThatIsSwitchedOff() async throws {
        try await ScriptedServer.run({ _ in ScriptedAnswer(text: Lookup.endpointReply) }) { server in
            let error = try await Lookup.failure(["AWS_EC2_METADATA_SERVICE_ENDPOINT": server.url])
            #expect(error.code == .missingCredentials)
            #expect(server.requests.isEmpty)
        }
    }

    @Test(arguments: ["", "{", "[]", "{}", #"{"Code":"Failed"}"#, #"{"AccessKeyId":"a","SecretAccessKey":""}"#])
    func refusesRepliesWithoutCredentials(_ reply: String) async throws {
        try await ScriptedServer.run({ _ in ScriptedAnswer(text: reply) }) { server in
            let error = try await Lookup.failure(["AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url])
            #expect([.invalidReply, .credentialsUnavailable].contains(error.code))
        }
    }

    @Test func runsNoCommandThatIsNotSwitchedOn() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "AWSClientTests-\(UUID())")
        defer { try? FileManager.default.removeItem(at: file) }
        let path = file.path(percentEncoded: false)
        let config =
            "[default]\ncredential_process = touch \(path) && echo '\(Lookup.endpointReply.replacing("\n", with: " "))'"
        #expect(try await Lookup.failure(config: config).code == .invalidConfiguration)
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try await Lookup.credentials([:], config: config, allowsProcesses: true).accessKeyID == "ASIAEND")
        #expect(FileManager.default.fileExists(atPath: path))
        #expect(
            try await Lookup.failure(config: "[default]\ncredential_process = exit 3", allowsProcesses: true).code
                == .credentialsUnavailable)
    }

    @Test func theChainStaysWithWhatItFound() async throws {
        let first = ScriptedCredentials { _ in throw AWSError(.missingCredentials, "None here.") }
        let second = ScriptedCredentials { ScriptedCredentials.numbered($0, until: nil) }
        let third = ScriptedCredentials { ScriptedCredentials.numbered($0 + 10, until: nil) }
        let chain = CredentialChain([first, second, third])
        #expect(try await chain.credentials().accessKeyID == "AKID1")
        #expect(try await chain.credentials().accessKeyID == "AKID2")
        #expect(first.calls == 1)
        #expect(third.calls == 0)
    }

    @Test func theChainEndsAtWhatFails() async throws {
        let first = ScriptedCredentials { _ in throw AWSError(.credentialsUnavailable, "Not now.") }
        let second = ScriptedCredentials { ScriptedCredentials.numbered($0, until: nil) }
        let error = try await Calls.failure { _ = try await CredentialChain([first, second]).credentials() }
        #expect(error.code == .credentialsUnavailable)
        #expect(second.calls == 0)
    }
}
