import AWSClient
import AWSServers
import RenditionsWorkflow

/// Users of an account on the emulator, who may do this and nothing else.
enum EmulatedUser {
    private struct KeyReply: Decodable, Sendable {
        struct Result: Decodable, Sendable { var AccessKey: Key }
        struct Key: Decodable, Sendable {
            var AccessKeyId: String
            var SecretAccessKey: String
        }
        var CreateAccessKeyResult: Result
    }

    private struct Ignored: Decodable, Sendable {}

    /// Makes one.
    ///
    /// - Parameter access: calls of IAM by the account's owner.
    static func make(
        _ name: String, allowed actions: [String], on resources: [String], _ access: AWSServiceClient
    ) async throws -> (key: String, secret: String) {
        let policy: JSONValue = [
            "Version": "2012-10-17",
            "Statement": [
                [
                    "Effect": "Allow", "Action": .array(actions.map { .string($0) }),
                    "Resource": .array(resources.map { .string($0) }),
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
        return (key.AccessKeyId, key.SecretAccessKey)
    }
}

extension EmulatedTable {
    /// Calls of somebody who may do this to the table and its indexes, and nothing else.
    func user(allowed actions: [String]) async throws -> AWSServiceClient {
        let access = try Self.client(
            of: .accessManagement, server.endpoint, account.accessKey, account.secretKey, http)
        let resource = "arn:aws:dynamodb:\(AWSServer.region):\(account.account):table/\(name)"
        let user = try await EmulatedUser.make(
            "somebody", allowed: actions, on: [resource, resource + "/index/*"], access)
        return try Self.client(of: .dynamoDB, server.endpoint, user.key, user.secret, http)
    }
}

extension EmulatedMachines {
    /// Calls of somebody who may do this in the account, and nothing else.
    func user(_ name: String, allowed actions: [String]) async throws -> AWSServiceClient {
        let access = try EmulatedTable.client(
            of: .accessManagement, server.endpoint, account.accessKey, account.secretKey, http)
        let user = try await EmulatedUser.make(name, allowed: actions, on: ["*"], access)
        return try EmulatedTable.client(of: .stepFunctions, server.endpoint, user.key, user.secret, http)
    }
}
