internal import HTTPTypes
internal import Renditions

/// `GET /images/{id}/original`: as a file to keep, never as something to show, because it is what somebody sent.
struct OriginalRoute: Sendable {
    let api: ImageAPI

    func answer(_ id: AssetID, _ head: HTTPRequest) async throws -> APIResponse {
        guard let record = try await api.processor.records.record(id)?.value else { throw Problem.noImage }
        guard record.state != .deleted else { throw Problem.erased }
        let format = record.info?.format
        let name =
            record.attributes[ImageAPI.filenameAttribute] ?? "\(id)" + (format.map { ".\($0.fileExtension)" } ?? "")
        return try await ObjectAnswer(
            store: api.processor.originals, source: .originals, key: record.original.key,
            contentType: Self.contentType(of: format),
            fields: [
                .contentDisposition: ContentDisposition.attachment(Filename(sanitizing: name)),
                .cacheControl: "private, no-cache",
            ]
        ).answer(head)
    }

    /// What our own inspection found. What could be active is no more than bytes.
    private static func contentType(of format: ImageFormat?) -> String {
        switch format {
        case .svg, .pdf, nil: "application/octet-stream"
        case let format?: format.mediaType
        }
    }
}
