internal import HTTPTypes
internal import Renditions

/// An answer with a stored object, or a part of it.
struct ObjectAnswer: Sendable {
    let store: any ObjectStore
    let source: APIResponse.Source.Store
    let key: ObjectKey
    let contentType: String
    /// What is known of the object's state before it is read; nil where nothing is.
    var tag: EntityTag?
    /// Reads the whole object where that is asked for; nil for the store itself.
    var memory: RenditionMemory?
    var fields: HTTPFields = [:]

    /// - Throws: ``Problem``, `StoreError`.
    func answer(_ head: HTTPRequest) async throws -> APIResponse {
        let conditions = try Conditions(head)
        // What the client holds already does not have to be read.
        if let tag, try conditions.isUnchanged(tag) { return unchanged(tag) }
        var options = GetOptions()
        options.headOnly = head.method == .head
        if head.method == .get, store.capabilities.contains(.ranges), let range = try await range(conditions, head) {
            options.range = range
        }
        let object: StoredObject
        do {
            object =
                if let memory, options == GetOptions() {
                    try await memory.get(key)
                } else {
                    try await store.get(key, options: options)
                }
        } catch let error as StoreError where error.code == .rangeNotSatisfiable {
            let size = try await store.head(key).size
            throw Problem(
                .rangeNotSatisfiable, "The content has \(size) bytes; none of them is in the range.",
                fields: [.contentRange: "bytes */\(size)"])
        }
        let metadata = object.metadata
        if tag != metadata.entityTag, try conditions.isUnchanged(metadata.entityTag) {
            return unchanged(metadata.entityTag)
        }
        var response = HTTPResponse(status: options.range == nil ? .ok : .partialContent, headerFields: fields)
        response.headerFields[.contentType] = contentType
        response.headerFields[.eTag] = HTTPEntityTag(metadata.entityTag).fieldValue
        response.headerFields[.lastModified] = metadata.modified.httpText
        if store.capabilities.contains(.ranges) { response.headerFields[.acceptRanges] = "bytes" }
        let count = options.headOnly ? metadata.size : object.range.count
        response.headerFields[.contentLength] = "\(count)"
        if options.range != nil {
            let (first, last) = (object.range.lowerBound, object.range.upperBound - 1)
            response.headerFields[.contentRange] = "bytes \(first)-\(last)/\(metadata.size)"
        }
        var answer = APIResponse(response.guarded, body: object.body)
        answer.source = APIResponse.Source(source, key)
        return answer
    }

    private func range(_ conditions: Conditions, _ head: HTTPRequest) async throws -> ByteRange? {
        guard tag == nil, head.headerFields[.range] != nil, head.headerFields[.ifRange] != nil else {
            return conditions.range(of: tag)
        }
        return conditions.range(of: try await store.head(key).entityTag)
    }

    private func unchanged(_ tag: EntityTag) -> APIResponse {
        var fields = fields
        fields[.eTag] = HTTPEntityTag(tag).fieldValue
        return .empty(.notModified, fields: fields)
    }
}
