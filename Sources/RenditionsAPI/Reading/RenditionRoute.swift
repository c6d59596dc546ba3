internal import HTTPTypes
internal import Renditions

/// `GET /images/{id}/renditions/{name}`.
struct RenditionRoute: Sendable {
    let api: ImageAPI

    func answer(_ id: AssetID, _ name: String, _ query: QueryParameters, _ head: HTTPRequest) async throws
        -> APIResponse
    {
        let name = RenditionCache.Name(id: id, rendition: name)
        do {
            return try await answer(name, version: query["v"], head)
        } catch let error as StoreError where error.code == .notFound {
            // What was remembered is gone. The record says why.
            api.state.renditions.forget(name)
            return try await answer(name, version: query["v"], head)
        }
    }

    private func answer(
        _ name: RenditionCache.Name, version: String?, _ head: HTTPRequest
    ) async throws -> APIResponse {
        let (rendition, current) = try await find(name)
        let caching = version == current ? api.versionedCacheControl : api.renditionCacheControl
        // Links are signed for GET alone.
        if let links = api.renditionLinks, head.method == .get {
            var fields: HTTPFields = [.eTag: HTTPEntityTag(rendition.entityTag).fieldValue, .cacheControl: caching]
            if try Conditions(head).isUnchanged(rendition.entityTag) { return .empty(.notModified, fields: fields) }
            let seconds = api.configuration.redirectSeconds
            let url = try await links.linkToGet(rendition.key, options: DownloadLinkOptions(seconds: seconds))
            // Who keeps the answer must not keep it longer than the link holds.
            fields[.cacheControl] = "private, max-age=\(seconds / 2)"
            fields[.location] = url
            return .empty(.temporaryRedirect, fields: fields)
        }
        return try await ObjectAnswer(
            store: api.processor.renditions, source: .renditions, key: rendition.key,
            contentType: rendition.contentType, tag: rendition.entityTag, memory: api.state.memory,
            fields: [.cacheControl: caching]
        ).answer(head)
    }

    private func find(_ name: RenditionCache.Name) async throws -> (rendition: RenditionRecord, version: String) {
        let lifetime = Duration.milliseconds(api.configuration.renditionMemoryMilliseconds)
        if let known = api.state.renditions.find(name, lifetime: lifetime) { return known }
        let now = ContinuousClock.now
        let record = try await api.processor.records.record(name.id)?.value
        let rendition = try Self.rendition(name.rendition, in: record)
        let version = Links.version(of: rendition)
        api.state.renditions.keep(rendition, version: version, as: name, read: now)
        return (rendition, version)
    }

    /// - Throws: ``Problem`` that says why there is none.
    private static func rendition(_ name: String, in record: AssetRecord?) throws -> RenditionRecord {
        guard let record else { throw Problem.noImage }
        guard record.state != .deleted else { throw Problem.erased }
        if let rendition = record.renditions[name] { return rendition }
        switch record.state {
        case .pending, .processing: throw Problem(.notReady, "The rendition is not made yet.", retryAfter: 1)
        case .failed, .quarantined:
            throw Problem(.failed, "The image could not be processed; its record says why.")
        case .ready, .deleted: throw Problem(.notFound, "The image has no rendition of this name.")
        }
    }
}
