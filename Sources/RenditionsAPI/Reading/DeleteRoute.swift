internal import HTTPTypes
internal import Renditions
internal import RenditionsTasks
internal import RenditionsWorkflow

/// `DELETE /images/{id}`.
struct DeleteRoute: Sendable {
    let api: ImageAPI

    func answer(_ id: AssetID, _ request: APIRequest) async throws -> APIResponse {
        let head = request.head
        guard let found = try await api.processor.records.record(id) else { throw Problem.noImage }
        let record = found.value
        if head.headerFields[.ifMatch] != nil {
            _ = try Conditions(head).isUnchanged(api.tag(of: found.revision))
        }
        if record.state == .deleted, record.erasure?.completed != nil { return .empty(.noContent) }
        // First of all, so that the same bytes that come from now on are a new image.
        if let digest = record.attributes[ImageAPI.digestAttribute] {
            try await api.digests.forget(digest, of: record.original.key)
        }
        api.state.renditions.forget(id)
        let execution = try await api.ingestor.erase(record.original.key)
        request.isTaken()
        let prefer = Prefer(head)
        let outcome = try await api.outcome(of: execution, within: prefer)
        api.state.renditions.forget(id)
        var fields: HTTPFields = [:]
        fields[.preferenceApplied] = api.appliedPreference(prefer)
        if case .succeeded = outcome { return .empty(.noContent, fields: fields) }
        fields[.location] = api.links.image(id)
        return .json(
            ["id": .string(id.rawValue), "state": "deleting", "links": ["self": .string(api.links.image(id))]],
            status: .accepted, fields: fields)
    }
}
