internal import NIOHTTP1
package import ScriptedServer

/// What tells calls of one run apart, and is the same in each run: `PUT originals/cat.jpg`, `DynamoDB.GetItem`.
package struct CallName: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let description: String
    /// Whether it is a call of S3.
    package let isOfObjects: Bool

    package init(_ request: ScriptedRequest) {
        if let target = request.headers.first(name: "X-Amz-Target") {
            // The version of a service's protocol says nothing.
            let parts = target.split(separator: ".")
            description = "\(parts.first?.split(separator: "_").first ?? "").\(parts.last ?? "")"
            isOfObjects = false
            return
        }
        let parts = request.target.split(separator: "?", maxSplits: 1)
        // Without what has another name in each run.
        let path = (parts.first ?? "").split(separator: "/").filter { !$0.hasPrefix(TrialSite.namePrefix) }
            .joined(separator: "/")
        let query = parts.dropFirst().joined().split(separator: "&").map { item in
            ["uploadId", "prefix"].first { item.hasPrefix($0 + "=") } ?? String(item)
        }
        description = "\(request.method) \(path)" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
        isOfObjects = true
    }

    /// Whether it writes an object, a record or a machine.
    var isWrite: Bool {
        if isOfObjects { return description.hasPrefix("PUT") || description.hasPrefix("POST") }
        return ["Put", "Transact", "Create", "Publish", "Start"].contains { description.contains(".\($0)") }
    }

    /// Whether it is a call of DynamoDB.
    var isOfRecords: Bool { description.hasPrefix("DynamoDB.") }

    /// What whoever may not make it must be told: the permission, or the operation where that may need several.
    var permission: String {
        guard isOfObjects else {
            return (isOfRecords ? "dynamodb:" : "states:") + (description.split(separator: ".").last ?? "")
        }
        let endsUpload = description.hasSuffix("?uploadId")
        return switch description.prefix(while: { $0 != " " }) {
        case "GET" where description.contains("list-type="): "s3:ListBucket"
        case "GET", "HEAD": "s3:GetObject"
        case "DELETE": endsUpload ? "s3:AbortMultipartUpload" : "s3:DeleteObject"
        default: "s3:PutObject"
        }
    }

    package static func < (left: CallName, right: CallName) -> Bool { left.description < right.description }
}
