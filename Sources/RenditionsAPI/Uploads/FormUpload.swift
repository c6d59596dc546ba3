internal import HTTPTypes
internal import Renditions
internal import RenditionsWorkflow

/// Several files in a multipart form. Fields that are no files are passed over.
struct FormUpload: Sendable {
    let api: ImageAPI
    let principal: Principal
    let fields: UploadFields

    /// What became of one file.
    private struct Entry<Outcome: Sendable>: Sendable {
        var name: String
        var filename: String
        var result: Result<Outcome, Problem>
    }

    func answer(_ request: APIRequest) async throws -> APIResponse {
        let accepted = try await accept(store(request))
        request.isTaken()
        return try await answer(to: accepted, mayRead: await api.mayRead(request.head))
    }

    /// Stores the files of a form that is whole. Of one that is not nothing is kept.
    private func store(_ request: APIRequest) async throws -> [Entry<StoredUpload>] {
        guard let form = fields.mediaType else { throw Problem(.invalidMultipart, "The form has no media type.") }
        let maximum = api.configuration.maximumFiles
        var limits = MultipartLimits()
        limits.parts = maximum + Self.otherParts
        limits.bytes = Self.sum(of: maximum, files: api.configuration.maximumUploadBytes)
        if let length = fields.length, length > limits.bytes {
            throw Problem(.tooLarge, "A form has at most \(limits.bytes) bytes here.")
        }
        try await UploadReceiver(api: api).checkRoom()
        // The digest is of the whole form.
        let body = CheckedBody(request.body, digests: fields.digests)
        var entries: [Entry<StoredUpload>] = []
        do {
            for try await part in try MultipartParts(of: body.body, form: form, limits: limits) {
                guard let filename = part.header.filename else { continue }
                guard entries.count < maximum else {
                    throw Problem(.invalidMultipart, "A form has at most \(maximum) files here.")
                }
                let result = try await store(part, index: entries.count)
                entries.append(Entry(name: part.header.name, filename: filename.rawValue, result: result))
            }
            guard !entries.isEmpty else {
                throw Problem(.invalidMultipart, "The form has no file. A file is a part with a filename.")
            }
            return entries
        } catch {
            await discard(entries[...])
            throw error
        }
    }

    /// Fields that are no files, of which browsers send some.
    private static let otherParts = 48

    /// With what stands around them.
    private static func sum(of count: Int, files bytes: Int) -> Int {
        let (product, overflows) = count.multipliedReportingOverflow(by: bytes)
        let (sum, isBeyond) = product.addingReportingOverflow(1 << 20)
        return overflows || isBeyond ? .max : sum
    }

    /// A file that is not accepted does not keep the others from being; what is wrong with the form does, and so does a file
    /// that is too large, because the rest of it would have to be read.
    private func store(_ part: MultipartPart, index: Int) async throws -> Result<StoredUpload, Problem> {
        // Nobody else's: it has to go again where the form turns out to be wrong.
        let upload = Upload(
            body: part.body, key: try UploadKey.random(),
            repeatKey: try fields.repeatKey(for: principal, index: index),
            expectation: IncomingFile.Expectation(maximumBytes: api.configuration.maximumUploadBytes),
            filename: part.header.filename?.rawValue)
        do {
            return .success(try await UploadReceiver(api: api).store(upload))
        } catch let problem as Problem where Self.isOfTheFile(problem) {
            return .failure(problem)
        }
    }

    private func accept(_ entries: [Entry<StoredUpload>]) async throws -> [Entry<AcceptedImage>] {
        var accepted: [Entry<AcceptedImage>] = []
        for (index, entry) in entries.enumerated() {
            let result: Result<AcceptedImage, Problem>
            do {
                result = .success(try await UploadReceiver(api: api).accept(entry.result.get()))
            } catch let problem as Problem where Self.isOfTheFile(problem) {
                result = .failure(problem)
            } catch {
                await discard(entries[(index + 1)...])
                throw error
            }
            accepted.append(Entry(name: entry.name, filename: entry.filename, result: result))
        }
        return accepted
    }

    private func discard(_ entries: ArraySlice<Entry<StoredUpload>>) async {
        for entry in entries {
            if case .success(let upload) = entry.result { await UploadReceiver(api: api).discard(upload) }
        }
    }

    private static func isOfTheFile(_ problem: Problem) -> Bool {
        [.unsupportedFormat, .keyReused, .erased].contains(problem.code)
    }

    private func answer(to entries: [Entry<AcceptedImage>], mayRead: Bool) async throws -> APIResponse {
        let reply = UploadReply(api: api, prefer: fields.prefer, mayRead: mayRead)
        var documents: [JSONValue] = []
        var statuses: Set<Int> = []
        for entry in entries {
            var document = JSONObject()
            document["name"] = .string(entry.name)
            document["filename"] = .string(entry.filename)
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
        return .json(["images": .array(documents)], status: status, fields: reply.fields())
    }
}
