internal import NIOCore
internal import NIOHTTP1

/// A request as it is sent.
struct SignedRequest {
    var url: String
    var headers: HTTPHeaders
    var body: AWSBody
    /// Must not show in any text.
    var signature: String?

    /// - Throws: ``AWSError`` with code ``AWSError/Code/invalidRequest`` for headers that can't be sent, and for a body that
    ///   does not fit how it is to be signed.
    init(
        _ request: AWSRequest, endpoint: AWSEndpoint, signer: RequestSigner, credentials: AWSCredentials?,
        at time: SigningTime
    ) throws {
        headers = try Self.headers(request, endpoint)
        url = Self.url(request, endpoint, query: request.query)
        body = request.body
        guard let credentials else { return }
        let payload = try Self.payload(request, &headers)
        let path = endpoint.path + request.path
        let seed = signer.sign(
            method: request.method, path: path, query: request.query, headers: &headers, payload: payload,
            with: credentials, at: time)
        signature = seed.value
        if case .chunked(let encoding) = request.payload, let length = request.body.length {
            let stream: ByteStream
            switch request.body {
            case .stream(let given): stream = given
            case .pieces(let pieces): stream = ByteStream(pieces)
            case .empty: stream = ByteStream([])
            }
            body = .stream(stream.encoded(encoding, seed: seed, length: length))
        }
    }

    static func url(_ request: AWSRequest, _ endpoint: AWSEndpoint, query: [QueryItem]) -> String {
        var url = "\(endpoint.isSecure ? "https" : "http")://\(request.hostPrefix)\(endpoint.authority)"
        url += endpoint.path + request.path
        return query.isEmpty ? url : url + "?" + query.encoded
    }

    /// The request's own, with the host first.
    static func headers(_ request: AWSRequest, _ endpoint: AWSEndpoint) throws -> HTTPHeaders {
        var headers = HTTPHeaders([("Host", request.hostPrefix + endpoint.authority)])
        for (name, value) in request.headers {
            guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
                throw AWSError(
                    .invalidRequest, "The value of the header \(LineText.safe(name, 64)) holds control characters.")
            }
            headers.add(name: name, value: value)
        }
        return headers
    }

    private static func payload(_ request: AWSRequest, _ headers: inout HTTPHeaders) throws -> PayloadHash {
        switch request.payload {
        case .unsigned: return .unsigned
        case .sha256(let digits): return .sha256(digits)
        case .hash:
            switch request.body {
            case .empty: return .empty
            case .pieces(let pieces): return .of(pieces)
            case .stream:
                throw AWSError(
                    .invalidRequest, "A body that is not in memory can't be hashed first. Sign it in chunks.")
            }
        case .chunked(let encoding):
            guard let length = request.body.length else {
                throw AWSError(.invalidRequest, "A body was given whose length is not known. Say how long it is.")
            }
            let coding = headers.first(name: "Content-Encoding").map { "aws-chunked,\($0)" } ?? "aws-chunked"
            headers.replaceOrAdd(name: "Content-Encoding", value: coding)
            headers.add(name: "x-amz-decoded-content-length", value: String(length))
            if let trailer = encoding.trailer { headers.add(name: "x-amz-trailer", value: trailer.headerName) }
            return encoding.payloadHash
        }
    }
}
