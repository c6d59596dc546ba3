internal import HTTPTypes
internal import Renditions

/// `GET /images/{id}`.
struct ImageRoute: Sendable {
    let api: ImageAPI

    func answer(_ id: AssetID, _ head: HTTPRequest) async throws -> APIResponse {
        guard let found = try await api.processor.records.record(id) else { throw Problem.noImage }
        guard found.value.state != .deleted else { throw Problem.erased }
        let tag = api.tag(of: found.revision)
        var fields: HTTPFields = [.eTag: "\"\(tag)\"", .cacheControl: "no-cache"]
        if try Conditions(head).isUnchanged(tag) { return .empty(.notModified, fields: fields) }
        if found.value.state == .pending || found.value.state == .processing { fields[.retryAfter] = "1" }
        return .json(api.document(found.value).json, fields: fields)
    }
}

extension ImageAPI {
    /// Of what is told of a record: changes whenever anything of it does, links included.
    func tag(of revision: Revision) -> EntityTag {
        let parts = [revision.rawValue, links.images, access.originals.rawValue].map { Array($0.utf8) }
        return EntityTag(String(Fingerprint(of: parts).description.prefix(20)))
    }

    func document(_ record: AssetRecord) -> AssetDocument {
        AssetDocument(record: record, links: links, access: access)
    }
}

extension Problem {
    static var erased: Problem { Problem(.erased, "This image was erased.") }
}
