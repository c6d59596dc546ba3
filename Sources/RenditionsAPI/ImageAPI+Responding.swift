package import HTTPTypes
internal import Logging
internal import Renditions
internal import RenditionsWorkflow

extension ImageAPI {
    /// Answers one request. Whatever goes wrong is an answer as well.
    ///
    /// The request's body is read only as far as the answer needs it.
    public func respond(to request: APIRequest) async -> APIResponse {
        var response: APIResponse
        do {
            response = try await answer(request)
        } catch {
            return answer(to: error, of: request)
        }
        if request.head.method == .head { response.body = ObjectBody([UInt8]()) }
        sharing.share(&response.head, with: request.head)
        return response
    }

    /// What is answered where something went wrong.
    package func answer(to error: any Error, of request: APIRequest) -> APIResponse {
        let problem = Problem(error)
        if problem.code == .internalError {
            let mark: Logger.Metadata = request.id.map { ["request_id": "\($0)"] } ?? [:]
            logger.error(
                "A request could not be served.", metadata: mark.merging(["kind": "\(Self.kind(of: error))"]) { $1 })
            // The text may hold keys and names, and is not for everybody who reads logs.
            logger.trace("That was:", metadata: mark.merging(["error": "\(error)"]) { $1 })
        }
        var response = APIResponse(problem)
        if request.head.method == .head { response.body = ObjectBody([UInt8]()) }
        sharing.share(&response.head, with: request.head)
        return response
    }

    package func match(_ head: HTTPRequest) -> Router.Match? { try? router.match(head) }

    private func answer(_ request: APIRequest) async throws -> APIResponse {
        if request.head.method == .options { return try options(request.head) }
        let match = try request.match ?? router.match(request.head)
        let principal = try await gate.principal(for: request.head, scope: match.route.scope)
        let query = try match.route.query.map { try QueryParameters(parsing: match.query, known: $0) } ?? .empty
        switch match.route {
        case .health: return .json(["status": "alive"])
        case .ready: return await ReadinessCheck(api: self).answer()
        case .description: return description
        case .uploadImages: return try await UploadRoute(api: self, principal: principal).answer(request, query)
        case .createUploadLink: return try await UploadLinkRoute(api: self).create(request)
        case .useUploadLink:
            return try await UploadLinkRoute(api: self).use(match.parameter("token"), request)
        case .listImages: return try await ListRoute(api: self).answer(query)
        case .getImage: return try await ImageRoute(api: self).answer(match.id(), request.head)
        case .deleteImage: return try await DeleteRoute(api: self).answer(match.id(), request)
        case .getRendition:
            return try await RenditionRoute(api: self).answer(
                match.id(), match.parameter("name"), query, request.head)
        case .getOriginal: return try await OriginalRoute(api: self).answer(match.id(), request.head)
        case .followImage: return try await ProgressRoute(api: self).answer(match.id(), request.head)
        }
    }

    private static func kind(of error: any Error) -> String {
        switch error {
        case let error as StoreError: "StoreError.\(error.code)"
        case let error as WorkflowError: "WorkflowError.\(error.code)"
        case let error as RenderError: "RenderError.\(error.code)"
        default: "\(type(of: error))"
        }
    }

    /// What may be done with a path.
    private func options(_ head: HTTPRequest) throws -> APIResponse {
        // Of the whole server (RFC 9110, section 9.3.7).
        guard head.path != "*" else { return .empty(.noContent) }
        var asked = head
        // A method that no path is for has the router name those that it is for.
        asked.method = .trace
        do {
            _ = try router.match(asked)
        } catch {
            guard error.code == .methodNotAllowed else { throw error }
            return .empty(.noContent, fields: error.fields)
        }
        return .empty(.noContent)
    }
}

extension Router.Match {
    func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// - Throws: ``Problem`` with code `not-found`: what is no ID names nothing.
    func id() throws -> AssetID {
        guard let id = try? AssetID(parameter("id")) else { throw Problem.noImage }
        return id
    }
}

extension Problem {
    static var noImage: Problem { Problem(.notFound, "There is no image of this ID.") }
}
