package import Renditions

extension S3ObjectStore {
    /// What a role must be allowed on the objects.
    ///
    /// - Parameter inParts: whether what is written may be longer than a part.
    package static func permissions(for action: StoreUses.Action, inParts: Bool) -> [String] {
        switch action {
        case .read: ["s3:GetObject"]
        // A write with a condition whose reply was lost looks whether it was done.
        case .write: ["s3:GetObject", "s3:PutObject"] + (inParts ? ["s3:AbortMultipartUpload"] : [])
        case .delete: ["s3:DeleteObject"]
        // On the bucket.
        case .list: []
        }
    }

    /// What a role must be allowed on the bucket, to list it and to be told of objects that are not there: who may not list is
    /// told "forbidden".
    package static let bucketPermissions = ["s3:ListBucket"]
}
