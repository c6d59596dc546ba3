internal import HTTPTypes
internal import Renditions
internal import RenditionsWorkflow

/// `POST /images`: one file as the body, or several in a form.
struct UploadRoute: Sendable {
    let api: ImageAPI
    let principal: Principal

    func answer(_ request: APIRequest, _ query: QueryParameters) async throws -> APIResponse {
        let fields = try UploadFields(request.head)
        if fields.isForm { return try await FormUpload(api: api, principal: principal, fields: fields).answer(request) }
        // What is sent again comes to the same place, also after a crash.
        let repeatKey = try fields.repeatKey(for: principal, index: 0)
        let upload = Upload(
            body: request.body, key: try repeatKey ?? UploadKey.random(), repeatKey: repeatKey,
            expectation: IncomingFile.Expectation(
                maximumBytes: api.configuration.maximumUploadBytes, length: fields.length, digests: fields.digests),
            filename: query["filename"].flatMap { Filename(sanitizing: $0)?.rawValue })
        let accepted = try await UploadReceiver(api: api).receive(upload)
        request.isTaken()
        let reply = UploadReply(api: api, prefer: fields.prefer, mayRead: await api.mayRead(request.head))
        let answer = try await reply.answer(to: accepted)
        return .json(answer.document, status: answer.status, fields: reply.fields(of: accepted.record.id))
    }
}
