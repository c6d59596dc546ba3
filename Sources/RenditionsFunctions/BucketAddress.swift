internal import Renditions
internal import RenditionsLambda

/// A bucket and what all keys in it begin with: `s3://bucket/` or `s3://bucket/renditions/`.
struct BucketAddress: Hashable, Sendable {
    let bucket: String
    /// Empty, or with a slash at its end.
    let prefix: String

    /// - Parameter name: of the variable.
    /// - Throws: `LambdaError` with code `invalid-environment`.
    init(_ name: String, in environment: LambdaEnvironment) throws {
        let text = try environment.required(name)
        guard text.hasPrefix("s3://") else { throw Self.refusal(name) }
        let rest = text.dropFirst("s3://".count)
        let parts = rest.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        bucket = String(parts[0])
        prefix = parts.count > 1 ? String(parts[1]) : ""
        // A prefix without its slash would be taken for the folder of that name, and is not.
        guard !bucket.isEmpty, prefix.isEmpty || prefix.hasSuffix("/"), !prefix.hasPrefix("/") else {
            throw Self.refusal(name)
        }
    }

    var place: StorePlace { StorePlace(.bucket(bucket), prefix: prefix) }

    private static func refusal(_ name: String) -> LambdaError {
        LambdaError(
            variable: name,
            "It must be a bucket, with a prefix that ends with a slash where it has one: s3://bucket/renditions/")
    }
}
