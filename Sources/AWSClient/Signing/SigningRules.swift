/// In what the services differ when they are signed for.
package struct SigningRules: Hashable, Sendable {
    /// Whether the signed path is the one without `.`, `..` and doubled slashes.
    package var normalizesPath: Bool
    /// Whether the path, which is percent-encoded as it is sent, is encoded once more for the signature.
    package var encodesPathTwice: Bool
    /// Whether the hash of the payload is sent as well, in `x-amz-content-sha256`.
    package var sendsPayloadHash: Bool

    package init(normalizesPath: Bool, encodesPathTwice: Bool, sendsPayloadHash: Bool) {
        self.normalizesPath = normalizesPath
        self.encodesPathTwice = encodesPathTwice
        self.sendsPayloadHash = sendsPayloadHash
    }

    /// Of every service but S3.
    package static let general = SigningRules(normalizesPath: true, encodesPathTwice: true, sendsPayloadHash: false)
    /// Of S3, in whose keys `a//b` and `a/../b` are what they are.
    package static let s3 = SigningRules(normalizesPath: false, encodesPathTwice: false, sendsPayloadHash: true)

    /// Appends the path as it is signed.
    func appendCanonicalPath(_ path: String, to bytes: inout [UInt8]) {
        let path = path.isEmpty ? "/" : normalizesPath ? Self.normalized(path) : path
        if encodesPathTwice || !path.utf8.contains(UInt8(ascii: "%")) {
            PercentEncoding.append(path, to: &bytes, keepsSlashes: true)
        } else {
            // Part by part: an encoded slash is not one that parts.
            var isFirst = true
            for part in path.split(separator: "/", omittingEmptySubsequences: false) {
                if !isFirst { bytes.append(UInt8(ascii: "/")) }
                isFirst = false
                PercentEncoding.append(
                    bytesOf: PercentEncoding.decodedBytes(String(part)), to: &bytes, keepsSlashes: false)
            }
        }
    }

    /// RFC 3986, section 5.2.4, and runs of slashes made one.
    private static func normalized(_ path: String) -> String {
        if path == "/" { return path }
        var kept: [Substring] = []
        for part in path.split(separator: "/") {
            switch part {
            case ".": break
            case "..": _ = kept.popLast()
            default: kept.append(part)
            }
        }
        let endsInFolder = path.hasSuffix("/") || path.hasSuffix("/.") || path.hasSuffix("/..")
        return "/" + kept.joined(separator: "/") + (endsInFolder && !kept.isEmpty ? "/" : "")
    }
}
