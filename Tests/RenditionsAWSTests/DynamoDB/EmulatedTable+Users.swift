import AWSClient
import AWSServers
import RenditionsWorkflow

extension EmulatedTable {
    private struct KeyReply: Decodable, Sendable {
        struct Result: Decodable, Sendable { var AccessKey: Key }
        struct Key: Decodable, Sendable {
            var AccessKeyId: String
            var SecretAccessKey: String
        }
        var CreateAccessKeyResult: Result
    }

    private struct Ignored: Decodable, Sendable {}

    /// Calls of somebody who may do this to the table and its indexes, and nothing else.
    func user(allowed actions: [String]) async throws -> AWSServiceClient {
        let access = try Self.client(
            of: .accessManagement, server.endpoint, account.accessKey, account.secretKey, http)
        let name = "reader"
        let resource = "arn:aws:dynamodb:\(AWSServer.region):\(account.account):table/\(self.name)"
        let policy: JSONValue = [
            "Version": "2012-10-17",
            "Statement": [
                [
                    "Effect": "Allow", "Action": .array(actions.map { .string($0) }),
                    "Resource": [.string(resource), .string(resource + "/index/*")],
                ]
            ],
        ]
        let _: Ignored = try await access.call("CreateUser", [QueryItem("UserName", name)], as: .accessManagement)
        let _: Ignored = try await access.call(
            "PutUserPolicy",
            [QueryItem("UserName", name), QueryItem("PolicyName", "p"), QueryItem("PolicyDocument", policy.json)],
            as: .accessManagement)
        let reply: KeyReply = try await access.call(
            "CreateAccessKey", [QueryItem("UserName", name)], as: .accessManagement)
        let key = reply.CreateAccessKeyResult.AccessKey
        return try Self.client(of: .dynamoDB, server.endpoint, key.AccessKeyId, key.SecretAccessKey, http)
    }
}
