#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Makes links by which somebody without credentials of their own reads or writes one object for a while, straight from
/// the store: presigned URLs.
public protocol ObjectLinks: Sendable {
    /// A URL under which the object can be read.
    ///
    /// - Throws: ``StoreError``.
    func linkToGet(_ key: ObjectKey, options: DownloadLinkOptions) async throws -> String

    /// What to send so that an object is created.
    ///
    /// Whether it can be sent again while it holds is the store's matter: some refuse that, and others replace the object. Each
    /// replacement is a new version.
    ///
    /// - Throws: ``StoreError``.
    func linkToPut(_ key: ObjectKey, options: UploadLinkOptions) async throws -> UploadLink
}

/// How a link to read an object shall be.
public struct DownloadLinkOptions: Hashable, Sendable {
    /// Seconds for which it holds.
    public var seconds: Int
    /// What the answer shall say as `Content-Disposition`; nil for nothing.
    public var disposition: String?
    /// What the answer shall say as `Content-Type`; nil for what is stored.
    public var contentType: String?

    public init(seconds: Int, disposition: String? = nil, contentType: String? = nil) {
        self.seconds = seconds
        self.disposition = disposition
        self.contentType = contentType
    }
}

/// How a link to write an object shall be.
public struct UploadLinkOptions: Hashable, Sendable {
    /// Seconds for which it holds.
    public var seconds: Int
    /// The most bytes that may be sent.
    public var maximumBytes: Int

    public init(seconds: Int, maximumBytes: Int) {
        self.seconds = seconds
        self.maximumBytes = maximumBytes
    }
}

/// A request that writes an object, for whoever sends it.
public struct UploadLink: Hashable, Sendable {
    /// `PUT` with the bytes as the body, or `POST` with a form whose last field, `file`, has them.
    public var method: String
    public var url: String
    /// Header fields that have to be sent with it.
    public var headers: [String: String]
    /// Fields of the form that come before the file; empty for `PUT`.
    public var form: [String: String]
    public var expires: Date

    public init(
        method: String, url: String, headers: [String: String] = [:], form: [String: String] = [:], expires: Date
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.form = form
        self.expires = expires
    }
}
