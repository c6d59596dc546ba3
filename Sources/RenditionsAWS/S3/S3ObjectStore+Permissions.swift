package import Renditions

extension S3ObjectStore {
    /// What a role must be allowed on the objects.
    package static func permissions(for action: StoreUses.Action) -> [String] {
        switch action {
        case .read: ["s3:GetObject"]
        // A write whose reply was lost looks whether it was done, and one in parts takes back what it can't end.
        case .write: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"]
        case .delete: ["s3:DeleteObject"]
        // On the bucket.
        case .list: []
        }
    }

    /// What a role must be allowed on the bucket, to list it and to be told of objects that are not there: who may not list is
    /// told "forbidden".
    package static let bucketPermissions = ["s3:ListBucket"]
}
