internal import AWSClient
internal import Renditions
internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A form by which somebody without credentials sends one object, and the policy that S3 holds it to.
struct S3Form {
    let store: S3ObjectStore
    let key: ObjectKey

    func link(_ options: UploadLinkOptions) async throws -> UploadLink {
        guard (1...604_800).contains(options.seconds) else {
            throw StoreError(.invalidRequest, "A form is good for 1 to 604,800 seconds.")
        }
        let client = store.client
        let credentials = try await client.credentials.credentials()
        let now = client.now
        let time = SigningTime(now)
        let end = now.addingTimeInterval(Double(options.seconds))
        let expires = min(end, credentials.expiration ?? end)

        var fields = [("key", try store.bucket.fullKey(key))]
        fields += store.configuration.encryption.fields.map { ($0.name, $0.value) }
        if !store.configuration.tags.isEmpty {
            fields.append(("tagging", S3ObjectStore.document(store.configuration.tags)))
        }
        fields.append(("x-amz-algorithm", "AWS4-HMAC-SHA256"))
        fields.append(("x-amz-credential", client.signer.credentialField(credentials, at: time)))
        fields.append(("x-amz-date", time.stamp))
        if let token = credentials.sessionToken { fields.append(("x-amz-security-token", token)) }

        var conditions: [JSONValue] = [["bucket": .string(store.bucket.name)]]
        conditions.append(["content-length-range", 0, .integer(options.maximumBytes)])
        conditions += fields.map { ["eq", .string("$\($0.0)"), .string($0.1)] }
        let policy: JSONValue = [
            "expiration": .string(Self.text(SigningTime(expires))), "conditions": .array(conditions),
        ]
        let encoded = Data(policy.json.utf8).base64EncodedString()
        fields.append(("policy", encoded))
        fields.append(("x-amz-signature", client.signer.key(credentials, at: time).signature(of: encoded)))
        return UploadLink(
            method: "POST", url: store.bucket.url(at: client.endpoint),
            form: Dictionary(fields, uniquingKeysWith: { first, _ in first }), expires: expires)
    }

    /// As policies have dates: `2026-11-27T12:00:00.000Z`.
    private static func text(_ time: SigningTime) -> String {
        let digits = Array(time.stamp)
        return "\(String(digits[0..<4]))-\(String(digits[4..<6]))-\(String(digits[6..<8]))T"
            + "\(String(digits[9..<11])):\(String(digits[11..<13])):\(String(digits[13..<15])).000Z"
    }
}
