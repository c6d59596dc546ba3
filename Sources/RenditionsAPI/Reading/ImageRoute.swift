internal import HTTPTypes
internal import Renditions

/// `GET /images/{id}`.
struct ImageRoute: Sendable {
    let api: ImageAPI

    func answer(_ id: AssetID, _ head: HTTPRequest) async throws -> APIResponse {
        guard let found = try await api.processor.records.record(id) else { throw Problem.noImage }
        guard found.value.state != .deleted else { throw Problem.erased }
        let tag = EntityTag(Fingerprint(of: [Array(found.revision.rawValue.utf8)]).description.prefix(20).lowercased())
        var fields: HTTPFields = [.eTag: "\"\(tag)\"", .cacheControl: "no-cache"]
        if try Conditions(head).isUnchanged(tag) { return .empty(.notModified, fields: fields) }
        if found.value.state == .pending || found.value.state == .processing { fields[.retryAfter] = "1" }
        return .json(api.document(found.value).json, fields: fields)
    }
}

extension ImageAPI {
    func document(_ record: AssetRecord) -> AssetDocument {
        AssetDocument(record: record, links: links, access: access)
    }
}

extension Problem {
    static var erased: Problem { Problem(.erased, "This image was erased.") }
}
