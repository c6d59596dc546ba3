internal import AWSClient
internal import NIOHTTP1
public import Renditions

extension S3ObjectStore: ObjectLinks {
    /// A presigned URL. Whoever uses it does so with the permission `s3:GetObject` of these credentials; it ends when they do,
    /// if that is sooner.
    ///
    /// - Throws: `StoreError` with code `invalid-request` for a time that is not from 1 second to 7 days.
    public func linkToGet(_ key: ObjectKey, options: DownloadLinkOptions) async throws -> String {
        try await mappingErrors {
            var request = try bucket.request("GetObject", .GET, key)
            request.headers = HTTPHeaders()
            if let disposition = options.disposition {
                request.query.append(QueryItem("response-content-disposition", try Self.checked(disposition)))
            }
            if let type = options.contentType {
                request.query.append(QueryItem("response-content-type", try Self.checked(type)))
            }
            return try await client.presign(request, seconds: options.seconds).url
        }
    }

    /// As ``Configuration/uploadLinks`` says: a form of which S3 minds the size, or a presigned `PUT` that creates. Whoever uses
    /// it does so with the permission `s3:PutObject` of these credentials; it ends when they do, if that is sooner.
    ///
    /// - Throws: `StoreError` with code `invalid-request` for a time that is not from 1 second to 7 days, and for a size that
    ///   S3 does not take at once, which is 0 to 5 GiB.
    public func linkToPut(_ key: ObjectKey, options: UploadLinkOptions) async throws -> UploadLink {
        guard (0...5 << 30).contains(options.maximumBytes) else {
            throw StoreError(
                .invalidRequest, "An upload by a link has at most 5 GiB, not \(options.maximumBytes) bytes.")
        }
        return try await mappingErrors {
            switch configuration.uploadLinks {
            case .form: try await S3Form(store: self, key: key).link(options)
            case .put: try await putLink(key, options)
            }
        }
    }

    private func putLink(_ key: ObjectKey, _ options: UploadLinkOptions) async throws -> UploadLink {
        var request = try bucket.request("PutObject", .PUT, key)
        request.headers = S3Headers.written(PutOptions(), mark: nil, configuration: configuration)
        bucket.addOwner(to: &request.headers)
        request.headers.add(name: "If-None-Match", value: "*")
        let address = try await client.presign(request, seconds: options.seconds)
        return UploadLink(
            method: "PUT", url: address.url,
            headers: Dictionary(request.headers.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }),
            expires: address.expires)
    }

    private static func checked(_ text: String) throws -> String {
        guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            throw StoreError(.invalidRequest, "What an answer shall say holds control characters.")
        }
        return text
    }
}
