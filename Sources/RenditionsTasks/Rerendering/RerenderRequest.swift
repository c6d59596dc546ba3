public import RenditionsWorkflow

/// What ``RerenderOriginals`` is asked to do.
public struct RerenderRequest: Codable, Hashable, Sendable {
    /// Where the originals are: a bucket, or any name that the runner's source of items knows.
    public var bucket: String
    /// What the keys of those to look at begin with in the bucket; empty for all.
    public var prefix: String
    /// What the store of originals puts before its own keys in the bucket.
    public var storePrefix: String
    /// Where Step Functions writes down what has come of them.
    public var resultsBucket: String
    public var resultsPrefix: String
    /// Whether the records are believed, without a look whether every rendition is still there.
    public var trustsRecords: Bool
    /// Tells this backfill from others.
    public var run: String

    public init(
        bucket: String, prefix: String = "", storePrefix: String = "", resultsBucket: String, resultsPrefix: String,
        trustsRecords: Bool = false, run: String
    ) {
        self.bucket = bucket
        self.prefix = prefix
        self.storePrefix = storePrefix
        self.resultsBucket = resultsBucket
        self.resultsPrefix = resultsPrefix
        self.trustsRecords = trustsRecords
        self.run = run
    }

    public enum Fields {
        public static let bucket = Field("bucket", \RerenderRequest.bucket)
        public static let prefix = Field("prefix", \RerenderRequest.prefix)
        public static let resultsBucket = Field("resultsBucket", \RerenderRequest.resultsBucket)
        public static let resultsPrefix = Field("resultsPrefix", \RerenderRequest.resultsPrefix)
    }
}
