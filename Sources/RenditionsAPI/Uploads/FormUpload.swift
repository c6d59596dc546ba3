internal import HTTPTypes
internal import Renditions
internal import RenditionsWorkflow

/// Several files in a multipart form. Fields that are no files are passed over.
struct FormUpload: Sendable {
    let api: ImageAPI
    let principal: Principal
    let fields: UploadFields

    /// What became of one file.
    private struct Entry {
        var name: String
        var filename: String?
        var result: Result<AcceptedImage, Problem>
    }

    func answer(_ request: APIRequest) async throws -> APIResponse {
        guard let form = fields.mediaType else { throw Problem(.invalidMultipart, "The form has no media type.") }
        var limits = MultipartLimits()
        limits.bytes = api.configuration.maximumFiles * api.configuration.maximumUploadBytes + (1 << 20)
        if let length = fields.length, length > limits.bytes {
            throw Problem(.tooLarge, "A form has at most \(limits.bytes) bytes here.")
        }
        // The digest is of the whole form.
        let body = CheckedBody(request.body, digests: fields.digests)
        var entries: [Entry] = []
        for try await part in try MultipartParts(of: body.body, form: form, limits: limits) {
            guard let filename = part.header.filename else { continue }
            guard entries.count < api.configuration.maximumFiles else {
                throw Problem(.invalidMultipart, "A form has at most \(api.configuration.maximumFiles) files here.")
            }
            entries.append(
                Entry(
                    name: part.header.name, filename: filename.rawValue,
                    result: try await receive(part, index: entries.count)))
        }
        guard !entries.isEmpty else {
            throw Problem(.invalidMultipart, "The form has no file. A file is a part with a filename.")
        }
        return try await answer(to: entries, mayRead: await api.mayRead(request.head))
    }

    /// A file that is not accepted does not keep the others from being; what is wrong with the form does, and so does a file
    /// that is too large, because the rest of it would have to be read.
    private func receive(_ part: MultipartPart, index: Int) async throws -> Result<AcceptedImage, Problem> {
        let upload = Upload(
            body: part.body, key: try fields.key(for: principal, index: index),
            mayBeRepeated: fields.idempotencyKey != nil,
            expectation: IncomingFile.Expectation(maximumBytes: api.configuration.maximumUploadBytes),
            filename: part.header.filename?.rawValue)
        do {
            return .success(try await UploadReceiver(api: api).receive(upload))
        } catch let problem as Problem where Self.isOfTheFile(problem) {
            return .failure(problem)
        }
    }

    private static func isOfTheFile(_ problem: Problem) -> Bool {
        [.unsupportedFormat, .keyReused, .erased].contains(problem.code)
    }

    private func answer(to entries: [Entry], mayRead: Bool) async throws -> APIResponse {
        let reply = UploadReply(api: api, prefer: fields.prefer, mayRead: mayRead)
        var documents: [JSONValue] = []
        var statuses: Set<Int> = []
        for entry in entries {
            var document = JSONObject()
            document["name"] = .string(entry.name)
            if let filename = entry.filename { document["filename"] = .string(filename) }
            switch entry.result {
            case .success(let accepted):
                let answer = try await reply.answer(to: accepted)
                statuses.insert(answer.status.code)
                document["status"] = .integer(answer.status.code)
                document["image"] = answer.document
            case .failure(let problem):
                statuses.insert(problem.code.status.code)
                document["status"] = .integer(problem.code.status.code)
                document["problem"] = problem.document
            }
            documents.append(.object(document))
        }
        let isAccepted = statuses.isSubset(of: [200, 202])
        let status: HTTPResponse.Status =
            isAccepted
            ? (statuses == [200] ? .ok : .accepted) : HTTPResponse.Status(code: 207, reasonPhrase: "Multi-Status")
        return .json(["images": .array(documents)], status: status)
    }
}
