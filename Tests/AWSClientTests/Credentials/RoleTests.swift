import AWSClient
import Foundation
import NIOCore
import NIOHTTP1
import ScriptedServer
import Testing

/// Roles that are taken on: by keys, by other roles, by what a container has, by another provider's token.
@Suite struct RoleTests {
    @Test func takesOnARole() async throws {
        try await ScriptedServer.run({ _ in Lookup.roleReply("AssumeRole") }) { server in
            let found = try await Lookup.credentials(
                ["AWS_ENDPOINT_URL_STS": server.url],
                config: """
                    [default]
                    role_arn = arn:aws:iam::1:role/r
                    source_profile = base
                    external_id = x/y
                    role_session_name = me
                    duration_seconds = 900
                    [profile base]
                    aws_access_key_id = AKIDBASE
                    aws_secret_access_key = hush
                    """)
            #expect(
                found
                    == AWSCredentials(
                        accessKeyID: "ASIAROLE", secretAccessKey: "rs", sessionToken: "rt",
                        expiration: Timestamp.parse("2026-11-27T13:00:00Z")))
            let request = try #require(server.requests.first)
            #expect(
                String(buffer: request.body)
                    == "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr&"
                    + "RoleSessionName=me&ExternalId=x%2Fy&DurationSeconds=900")
            #expect(
                request.headers.first(name: "Authorization")?.contains("AKIDBASE/20261127/eu-central-1/sts") == true)
        }
    }

    @Test func takesOnARoleByARole() async throws {
        let script: ScriptedServer.Script = { request in
            Lookup.roleReply(
                "AssumeRole", key: String(buffer: request.body).contains("role%2Fouter") ? "OUTER" : "INNER")
        }
        try await ScriptedServer.run(script) { server in
            let found = try await Lookup.credentials(
                ["AWS_ENDPOINT_URL_STS": server.url, "AWS_ACCESS_KEY_ID": "", "AWS_PROFILE": "outer"],
                config: """
                    [profile outer]
                    role_arn = arn:aws:iam::1:role/outer
                    source_profile = inner
                    [profile inner]
                    role_arn = arn:aws:iam::1:role/inner
                    source_profile = inner
                    aws_access_key_id = AKIDBASE
                    aws_secret_access_key = hush
                    """)
            #expect(found.accessKeyID == "OUTER")
            let signers = server.requests.compactMap { $0.headers.first(name: "Authorization") }
            #expect(signers.count == 2)
            #expect(signers.first?.contains("Credential=AKIDBASE/") == true)
            #expect(signers.last?.contains("Credential=INNER/") == true)
        }
    }

    @Test(arguments: [
        "source_profile = nobody", "source_profile = a", "source_profile = empty", "credential_source = Nowhere",
        "source_profile = b\ncredential_source = Environment", "", "mfa_serial = x\nsource_profile = keys",
        "duration_seconds = 1\nsource_profile = keys", "source_profile = half",
    ])
    func refusesRolesThatLeadNowhere(_ lines: String) async throws {
        let config = """
            [profile a]
            role_arn = arn:aws:iam::1:role/a
            \(lines)
            [profile b]
            role_arn = arn:aws:iam::1:role/b
            source_profile = a
            [profile empty]
            region = x
            [profile half]
            aws_access_key_id = x
            [profile keys]
            aws_access_key_id = x
            aws_secret_access_key = hush
            """
        // Of these, `a` that names itself has no keys of its own.
        let error = try await Lookup.failure(["AWS_PROFILE": "a"], config: config)
        #expect(error.code == .invalidConfiguration)
        #expect(!"\(error)".contains("hush"))
    }

    @Test func findsACircle() async throws {
        let config = """
            [profile a]
            role_arn = arn:aws:iam::1:role/a
            source_profile = b
            [profile b]
            role_arn = arn:aws:iam::1:role/b
            source_profile = a
            """
        let error = try await Lookup.failure(["AWS_PROFILE": "a"], config: config)
        #expect(error.code == .invalidConfiguration)
        #expect(error.message.contains("back to itself"))
    }

    @Test func takesOnARoleByTheContainer() async throws {
        let script: ScriptedServer.Script = { request in
            request.method == .GET ? ScriptedAnswer(text: Lookup.endpointReply) : Lookup.roleReply("AssumeRole")
        }
        try await ScriptedServer.run(script) { server in
            let found = try await Lookup.credentials(
                [
                    "AWS_PROFILE": "a", "AWS_ENDPOINT_URL_STS": server.url,
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url + "/role",
                ], config: "[profile a]\nrole_arn = arn:aws:iam::1:role/a\ncredential_source = EcsContainer")
            #expect(found.accessKeyID == "ASIAROLE")
            #expect(server.requests.last?.headers.first(name: "Authorization")?.contains("=ASIAEND/") == true)
            #expect(server.requests.last?.headers.first(name: "X-Amz-Security-Token") == "et")
        }
    }

    /// Other credentials that the chain would find are not those that the profile means.
    @Test(arguments: ["EcsContainer", "Environment", "Ec2InstanceMetadata"])
    func aRoleThatNobodyCanTakeOnEndsTheSearch(_ source: String) async throws {
        let found = source == "EcsContainer" ? "EC2_METADATA_SERVICE_ENDPOINT" : "CONTAINER_CREDENTIALS_FULL_URI"
        let script: ScriptedServer.Script = { request in
            switch (request.method, request.path) {
            case (.PUT, _): ScriptedAnswer(text: "a-token")
            case (.GET, let path) where path.hasSuffix("/security-credentials/"): ScriptedAnswer(text: "role")
            default: ScriptedAnswer(text: Lookup.endpointReply)
            }
        }
        try await ScriptedServer.run(script) { server in
            var environment = [
                "AWS_PROFILE": "a", "AWS_ENDPOINT_URL_STS": server.url, "AWS_\(found)": server.url + "/",
            ]
            if source == "EcsContainer" { environment["AWS_EC2_METADATA_DISABLED"] = "false" }
            #expect(
                try await Lookup.credentials(environment, config: "[profile a]\nregion = eu-central-1").accessKeyID
                    == "ASIAEND")
            let before = server.requests.count
            let error = try await Lookup.failure(
                environment,
                config: "[profile a]\nrole_arn = arn:aws:iam::1:role/a\ncredential_source = \(source)")
            #expect(error.code == .invalidConfiguration)
            #expect(error.message.contains("arn:aws:iam::1:role/a"))
            #expect(server.requests.count == before)
        }
    }

    @Test func asksByAWebIdentity() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "AWSClientTests-\(UUID())")
        try "a-token\n".write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let path = file.path(percentEncoded: false)
        try await ScriptedServer.run({ _ in Lookup.roleReply("AssumeRoleWithWebIdentity") }) { server in
            var environment = [
                "AWS_WEB_IDENTITY_TOKEN_FILE": path, "AWS_ROLE_ARN": "arn", "AWS_ENDPOINT_URL_STS": server.url,
            ]
            #expect(try await Lookup.credentials(environment).accessKeyID == "ASIAROLE")
            let request = try #require(server.requests.first)
            #expect(String(buffer: request.body).hasSuffix("&WebIdentityToken=a-token"))
            #expect(request.headers.first(name: "Authorization") == nil)

            environment = ["AWS_PROFILE": "w", "AWS_ENDPOINT_URL_STS": server.url]
            let config = "[profile w]\nrole_arn = arn\nweb_identity_token_file = \(path)"
            #expect(try await Lookup.credentials(environment, config: config).accessKeyID == "ASIAROLE")

            try FileManager.default.removeItem(at: file)
            #expect(try await Lookup.failure(environment, config: config).code == .credentialsUnavailable)
            #expect(try await Lookup.failure(["AWS_WEB_IDENTITY_TOKEN_FILE": path]).code == .invalidConfiguration)
        }
    }
}
