internal import NIOCore
internal import Renditions
internal import RenditionsWorkflow

/// What somebody says of a file for which they want a link. All of it may be left out.
struct UploadWish: Sendable {
    /// Bytes that the file has.
    var bytes: Int?
    var filename: String?

    /// - Throws: ``Problem`` with code `invalid-request`, `too-large`.
    init(_ request: APIRequest) async throws {
        let text: ByteBuffer
        do {
            text = try await request.body.collect(upTo: 16 << 10)
        } catch let error as StoreError where error.code == .tooLarge {
            throw Problem(.tooLarge, "What is said of a file has at most 16 KiB.")
        }
        guard text.readableBytes > 0 else { return }
        guard let value = try? JSONValue(json: Array(text.readableBytesView)), let object = value.objectValue,
            Set(object.keys).isSubset(of: ["bytes", "filename"])
        else { throw Self.invalid }
        if let bytes = object["bytes"] {
            guard let count = bytes.integerValue, count > 0 else { throw Self.invalid }
            self.bytes = count
        }
        if let filename = object["filename"] {
            guard let name = filename.stringValue else { throw Self.invalid }
            self.filename = Filename(sanitizing: name)?.rawValue
        }
    }

    private static var invalid: Problem {
        Problem(.invalidRequest, #"Send nothing, or a JSON object such as {"bytes": 12345, "filename": "cat.jpg"}."#)
    }
}
