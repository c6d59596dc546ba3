internal import Renditions

/// A bucket and what comes before keys in it, as settings name them: `s3://bucket/prefix/`.
package struct S3Location: Hashable, Sendable, CustomStringConvertible {
    package var bucket: String
    /// Empty for the whole bucket.
    package var prefix: String

    package init(bucket: String, prefix: String = "") {
        self.bucket = bucket
        self.prefix = prefix
    }

    /// Nil for what is not written so.
    package init?(_ text: String) {
        guard text.hasPrefix("s3://") else { return nil }
        let parts = text.dropFirst(5).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let bucket = parts.first, !bucket.isEmpty else { return nil }
        self.init(bucket: String(bucket), prefix: parts.count == 2 ? String(parts[1]) : "")
    }

    /// Whether an object may lie in both.
    package func overlaps(_ other: S3Location) -> Bool {
        bucket == other.bucket && (prefix.hasPrefix(other.prefix) || other.prefix.hasPrefix(prefix))
    }

    package var description: String { "s3://\(bucket)/\(prefix)" }
}
