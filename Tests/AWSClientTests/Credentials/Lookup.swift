import AWSClient
import Foundation
import ScriptedServer

/// Looks for credentials as everyone does, by settings that a test makes.
enum Lookup {
    static let noInstance = ["AWS_EC2_METADATA_DISABLED": "true", "AWS_REGION": "eu-central-1"]

    static func credentials(
        _ environment: [String: String], config: String = "", credentials: String = "", allowsProcesses: Bool = false
    ) async throws -> AWSCredentials {
        let settings = AWSSettings(
            environment: noInstance.merging(environment) { _, new in new },
            profiles: AWSProfiles(
                config: try ProfileFile(config, name: "config"),
                credentials: try ProfileFile(credentials, name: "credentials")))
        return try await AWSHTTPClient.with(.patient) { http in
            try await CredentialChain.standard(
                settings, http: http, allowsProcesses: allowsProcesses,
                timing: TestClock(shortUpTo: .milliseconds(500)).timing()
            ).credentials()
        }
    }

    static func failure(
        _ environment: [String: String] = [:], config: String = "", allowsProcesses: Bool = false
    ) async throws -> AWSError {
        try await Calls.failure {
            _ = try await credentials(environment, config: config, allowsProcesses: allowsProcesses)
        }
    }

    /// As STS answers.
    static func roleReply(_ operation: String, key: String = "ASIAROLE") -> ScriptedAnswer {
        ScriptedAnswer(
            text: """
                <\(operation)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <\(operation)Result>
                    <AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/r/s</Arn></AssumedRoleUser>
                    <Credentials>
                      <AccessKeyId>\(key)</AccessKeyId><SecretAccessKey>rs</SecretAccessKey>
                      <SessionToken>rt</SessionToken><Expiration>2026-11-27T13:00:00Z</Expiration>
                    </Credentials>
                  </\(operation)Result>
                  <ResponseMetadata><RequestId>x</RequestId></ResponseMetadata>
                </\(operation)Response>
                """)
    }

    static let endpointReply = """
        {"Code":"Success","AccessKeyId":"ASIAEND","SecretAccessKey":"es","Token":"et",
        "Expiration":"2026-11-27T13:00:00Z"}
        """
}
