internal import AWSClient
internal import NIOHTTP1
internal import Renditions

/// A bucket, or what is under a prefix of one: makes requests for it.
struct S3Bucket: Sendable {
    /// Bytes of a reply that says little.
    static let shortReply = 64 << 10
    /// For calls that are made besides, after a write has succeeded or failed: whoever writes waits for them.
    static let aside = AWSTimeouts(attempt: .seconds(5), total: .seconds(10))

    let name: String
    let prefix: String
    private let isInHost: Bool
    /// The account that must own it; nil for any.
    let expectedOwner: String?
    private let timeouts: AWSTimeouts

    /// - Throws: `StoreError` with code `invalid-request`.
    init(
        name: String, prefix: String, endpoint: AWSEndpoint, configuration: S3ObjectStore.Configuration
    ) throws {
        let isPlain = name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        }
        guard isPlain, (3...63).contains(name.utf8.count), !name.contains("..") else {
            throw StoreError(
                .invalidRequest, "A bucket's name has 3 to 63 small letters, digits, dashes and single dots.")
        }
        if !prefix.isEmpty { _ = try Self.checked(prefix) }
        self.name = name
        self.prefix = prefix
        expectedOwner = configuration.expectedOwner
        // A body may take as long as it takes; the connection minds that bytes move.
        timeouts = AWSTimeouts(attempt: nil, total: configuration.timeout)
        isInHost =
            switch configuration.addressing {
            case .path: false
            case .virtualHost: true
            case .automatic: Self.isOfAWS(endpoint.host) && !name.contains(".")
            }
    }

    private static func isOfAWS(_ host: String) -> Bool {
        host.hasSuffix(".amazonaws.com") || host.hasSuffix(".amazonaws.com.cn")
    }

    private static func checked(_ prefix: String) throws -> ObjectKey {
        do {
            return try ObjectKey(prefix + "x")
        } catch {
            throw StoreError(.invalidRequest, "The prefix can't be the beginning of keys.", cause: error)
        }
    }

    /// A request about an object.
    ///
    /// - Throws: `StoreError` with code `invalid-key` where prefix and key together are too long.
    func request(
        _ operation: String, _ method: HTTPMethod, _ key: ObjectKey, query: [QueryItem] = []
    ) throws -> AWSRequest {
        request(operation, method, path: PercentEncoding.encode(try fullKey(key), keepsSlashes: true), query: query)
    }

    /// A request about the bucket.
    func request(_ operation: String, _ method: HTTPMethod, query: [QueryItem] = []) -> AWSRequest {
        request(operation, method, path: "", query: query)
    }

    /// As the bucket has it.
    func fullKey(_ key: ObjectKey) throws -> String { try key.prefixed(by: prefix).rawValue }

    /// Where forms are sent to.
    func url(at endpoint: AWSEndpoint) -> String {
        "\(endpoint.isSecure ? "https" : "http")://\(isInHost ? "\(name)." : "")\(endpoint.authority)\(endpoint.path)/"
            + (isInHost ? "" : name)
    }

    /// What has S3 refuse a bucket of somebody else.
    func addOwner(to headers: inout HTTPHeaders) {
        if let expectedOwner { headers.add(name: "x-amz-expected-bucket-owner", value: expectedOwner) }
    }

    private func request(
        _ operation: String, _ method: HTTPMethod, path: String, query: [QueryItem]
    ) -> AWSRequest {
        let whole = isInHost ? "/\(path)" : path.isEmpty ? "/\(name)" : "/\(name)/\(path)"
        var request = AWSRequest(operation, method: method, path: whole, query: query)
        if isInHost { request.hostPrefix = "\(name)." }
        addOwner(to: &request.headers)
        request.timeouts = timeouts
        return request
    }
}
