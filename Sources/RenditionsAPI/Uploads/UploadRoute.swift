internal import HTTPTypes
internal import Renditions
internal import RenditionsWorkflow

/// `POST /images`: one file as the body, or several in a form.
struct UploadRoute: Sendable {
    let api: ImageAPI
    let principal: Principal

    func answer(_ request: APIRequest) async throws -> APIResponse {
        let fields = try UploadFields(request.head)
        if fields.isForm { return try await FormUpload(api: api, principal: principal, fields: fields).answer(request) }
        let query = RequestPath(request.head.path ?? "/").query
        let parameters = try QueryParameters(parsing: query, known: ["filename"])
        let upload = Upload(
            body: request.body, key: try fields.key(for: principal, index: 0),
            mayBeRepeated: fields.idempotencyKey != nil,
            expectation: IncomingFile.Expectation(
                maximumBytes: api.configuration.maximumUploadBytes, length: fields.length, digests: fields.digests),
            filename: parameters["filename"].flatMap { Filename(sanitizing: $0)?.rawValue })
        let accepted = try await UploadReceiver(api: api).receive(upload)
        let answer = try await api.answer(to: accepted, within: fields.prefer)
        var headers: HTTPFields = [.location: api.links.image(accepted.record.id)]
        if let wait = fields.prefer.wait {
            headers[.preferenceApplied] = "wait=\(min(wait, api.configuration.maximumWait))"
        }
        return .json(answer.document, status: answer.status, fields: headers)
    }
}

extension ImageAPI {
    /// What is said of an image that was accepted.
    ///
    /// - Returns: with status 200 the image as it is once its processing is over; with 202 a receipt, which is the same
    ///   however often the same is sent.
    func answer(
        to accepted: AcceptedImage, within prefer: Prefer
    ) async throws -> (status: HTTPResponse.Status, document: JSONValue) {
        let record = accepted.record
        if let execution = accepted.execution {
            if try await outcome(of: execution, within: prefer) != nil {
                let current = try await processor.records.record(record.id)?.value
                return (.ok, document(current ?? record).json)
            }
        } else if !accepted.isRepeatable || (prefer.wait ?? 0) > 0 {
            return (.ok, document(record).json)
        }
        return (.accepted, document(record).receipt)
    }
}
