/// A checksum that S3 verifies and keeps.
package enum ChecksumAlgorithm: String, Hashable, Sendable, CaseIterable {
    case crc32c = "CRC32C"
    case sha256 = "SHA256"

    /// The header, or trailer, that holds it in Base64.
    package var headerName: String { "x-amz-checksum-\(rawValue.lowercased())" }
}
