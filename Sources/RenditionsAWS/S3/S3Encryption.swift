internal import NIOHTTP1

/// How S3 encrypts an object where it lies.
public enum S3Encryption: Hashable, Sendable {
    /// As the bucket's own setting says.
    case bucketDefault
    /// With a key of S3: `AES256`.
    case s3Managed
    /// With a key of AWS KMS: its identifier or ARN; nil for the account's own for S3. A bucket key makes fewer calls of KMS.
    case kms(keyID: String?, usesBucketKey: Bool)

    /// What a request or a form says of it.
    var fields: [(name: String, value: String)] {
        switch self {
        case .bucketDefault: return []
        case .s3Managed: return [("x-amz-server-side-encryption", "AES256")]
        case .kms(let keyID, let usesBucketKey):
            var fields = [("x-amz-server-side-encryption", "aws:kms")]
            if let keyID { fields.append(("x-amz-server-side-encryption-aws-kms-key-id", keyID)) }
            if usesBucketKey { fields.append(("x-amz-server-side-encryption-bucket-key-enabled", "true")) }
            return fields
        }
    }

    func add(to headers: inout HTTPHeaders) {
        for (name, value) in fields { headers.add(name: name, value: value) }
    }
}
