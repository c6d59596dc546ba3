/// Where a request names its bucket.
public enum S3Addressing: Hashable, Sendable {
    /// In the host with AWS, in the path elsewhere, and where the bucket's name has a dot, which certificates don't cover.
    case automatic
    /// In the path: `https://s3.eu-central-1.amazonaws.com/photos/cat.jpg`.
    case path
    /// In the host: `https://photos.s3.eu-central-1.amazonaws.com/cat.jpg`.
    case virtualHost
}
