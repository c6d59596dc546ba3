internal import AWSClient
internal import NIOHTTP1
internal import Renditions

/// Looks at a bucket.
struct BucketCheckup: Sendable {
    let bucket: S3Bucket
    let client: AWSServiceClient
    let region: AWSRegion
    /// Whether its objects are originals, whose coming and going is to be told of.
    let isWatched: Bool

    private var subject: String { "bucket \(bucket.name)" }

    /// - Returns: what was found, and whether uploads are told of without EventBridge.
    /// - Throws: `CancellationError`.
    func examine() async throws -> ([DeploymentFinding], hasOwnNotifications: Bool) {
        let existence = try await existence()
        guard existence.verdict == .fine else { return ([existence], false) }
        let findings = [existence, try await encryption(), try await publicAccess(), try await uploads()]
        guard isWatched else { return (findings, false) }
        let (events, hasOwnNotifications) = try await events()
        return (findings + [events], hasOwnNotifications)
    }

    private func existence() async throws -> DeploymentFinding {
        func failed(_ text: String) -> DeploymentFinding { DeploymentFinding(subject, .bucket, .failed, text) }
        func elsewhere(_ place: String?) -> DeploymentFinding {
            failed(
                "It is in \(place.map { "the region \($0)" } ?? "another region"), not in \(region). Set AWS_REGION.")
        }
        do {
            let reply = try await look()
            if let place = reply.headers.first(name: "x-amz-bucket-region"), place != region.name {
                return elsewhere(place)
            }
            return DeploymentFinding(subject, .bucket, .fine, "there, in \(region)")
        } catch let error as AWSError {
            if let place = error.region, place != region.name { return elsewhere(place) }
            switch error.code {
            case .notFound: return failed("There is no such bucket. Make it, or set the variable that names it.")
            case .wrongRegion: return elsewhere(nil)
            case .accessDenied:
                return failed(
                    "It belongs to somebody else, or s3:ListBucket is not allowed on it. Allow it in the policy of whoever asks."
                )
            default: return failed(error.message)
            }
        }
    }

    /// A reply without a body can't say what is wrong. One with a body can.
    private func look() async throws -> AWSReply {
        do {
            return try await client.collect(bucket.request("ListBucket", .HEAD), upTo: S3Bucket.shortReply)
        } catch let error as AWSError where error.serviceCode == nil && error.region == nil {
            let query = [QueryItem("list-type", "2"), QueryItem("max-keys", "1")]
            return try await client.collect(
                bucket.request("ListBucket", .GET, query: query), upTo: S3Bucket.shortReply)
        }
    }

    private func encryption() async throws -> DeploymentFinding {
        try await look(.encryption, "GetEncryptionConfiguration", "encryption") { (found: Encryption?) in
            guard let algorithm = found?.Rule?.first?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm else {
                return (.failed, "Nothing is encrypted by default. Set the bucket's encryption.")
            }
            return (.fine, "encrypted with \(algorithm)")
        }
    }

    private func publicAccess() async throws -> DeploymentFinding {
        try await look(.publicAccess, "GetBucketPublicAccessBlock", "publicAccessBlock") { (found: AccessBlock?) in
            let settings = [
                ("BlockPublicAcls", found?.BlockPublicAcls), ("IgnorePublicAcls", found?.IgnorePublicAcls),
                ("BlockPublicPolicy", found?.BlockPublicPolicy),
                ("RestrictPublicBuckets", found?.RestrictPublicBuckets),
            ]
            let off = settings.filter { $0.1 != true }.map(\.0)
            guard off.isEmpty else {
                return (.failed, "Public access is not blocked. Switch on \(off.joined(separator: ", ")).")
            }
            return (.fine, "public access is blocked")
        }
    }

    private func uploads() async throws -> DeploymentFinding {
        try await look(.uploads, "GetLifecycleConfiguration", "lifecycle") { (found: Lifecycle?) in
            let rules = (found?.Rule ?? []).filter { $0.Status == "Enabled" }
            guard let days = rules.compactMap(\.AbortIncompleteMultipartUpload?.DaysAfterInitiation).min() else {
                return (
                    .warning,
                    "Parts of uploads that never ended stay, and cost. Add a rule AbortIncompleteMultipartUpload to its lifecycle."
                )
            }
            return (.fine, "uploads that never end are removed after \(days) days")
        }
    }

    private func events() async throws -> (DeploymentFinding, hasOwnNotifications: Bool) {
        var hasOwnNotifications = false
        let finding = try await look(.events, "GetBucketNotification", "notification") { (found: Notifications?) in
            if found?.EventBridgeConfiguration != nil { return (.fine, "told to EventBridge") }
            let others = [found?.QueueConfiguration, found?.TopicConfiguration, found?.CloudFunctionConfiguration]
            hasOwnNotifications = others.contains { $0 != nil }
            if hasOwnNotifications { return (.fine, "told of by notifications") }
            return (.warning, "Uploads are told to nobody. Switch on the bucket's notifications to EventBridge.")
        }
        return (finding, hasOwnNotifications)
    }

    /// A question about the bucket. Where there is no such setting nothing is judged.
    ///
    /// - Parameter permission: what it takes, without the service.
    private func look<Found: Decodable & Sendable>(
        _ check: DeploymentFinding.Check, _ permission: String, _ query: String,
        _ judge: (Found?) -> (DeploymentFinding.Verdict, String)
    ) async throws -> DeploymentFinding {
        func finding(_ result: (DeploymentFinding.Verdict, String)) -> DeploymentFinding {
            DeploymentFinding(subject, check, result.0, result.1)
        }
        do {
            let request = bucket.request(permission, .GET, query: [QueryItem(query)])
            let found: Found = try await client.callXML(request, upTo: S3Bucket.shortReply * 16)
            return finding(judge(found))
        } catch let error as AWSError {
            switch error.code {
            case .notFound: return finding(judge(nil))
            case .accessDenied: return finding((.unseen, "Not looked at. Allow s3:\(permission) on the bucket."))
            default: return finding((.failed, error.message))
            }
        }
    }

    private struct Encryption: Decodable, Sendable { var Rule: [EncryptionRule]? }
    private struct EncryptionRule: Decodable, Sendable { var ApplyServerSideEncryptionByDefault: Algorithm? }
    private struct Algorithm: Decodable, Sendable { var SSEAlgorithm: String }
    private struct AccessBlock: Decodable, Sendable {
        var BlockPublicAcls: Bool?
        var IgnorePublicAcls: Bool?
        var BlockPublicPolicy: Bool?
        var RestrictPublicBuckets: Bool?
    }
    private struct Lifecycle: Decodable, Sendable { var Rule: [LifecycleRule]? }
    private struct LifecycleRule: Decodable, Sendable {
        var Status: String
        var AbortIncompleteMultipartUpload: Abortion?
    }
    private struct Abortion: Decodable, Sendable { var DaysAfterInitiation: Int }
    private struct Notifications: Decodable, Sendable {
        var EventBridgeConfiguration: Anything?
        var QueueConfiguration: [Anything]?
        var TopicConfiguration: [Anything]?
        var CloudFunctionConfiguration: [Anything]?
    }
    private struct Anything: Decodable, Sendable {}
}
