/// Names of headers that carry signatures.
enum SignatureHeader {
    static let date = "X-Amz-Date"
    static let token = "X-Amz-Security-Token"
    static let payloadHash = "x-amz-content-sha256"
}
