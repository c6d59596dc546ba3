internal import HTTPTypes
internal import NIOCore
internal import Renditions
internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// `POST /uploads`, which gives a link, and `PUT /uploads/{token}`, which uses one of ours.
struct UploadLinkRoute: Sendable {
    let api: ImageAPI

    /// A link by which one file can be sent by whoever has it. Those of this API take one; what a store's own links take when
    /// they are used again is the store's matter.
    func create(_ request: APIRequest) async throws -> APIResponse {
        let wish = try await UploadWish(request)
        if let bytes = wish.bytes, bytes > api.configuration.maximumUploadBytes {
            throw Problem(.tooLarge, "A file has at most \(api.configuration.maximumUploadBytes) bytes here.")
        }
        let key = try UploadKey.random()
        let id = AssetID(original: key)
        let link: UploadLink
        if let store = api.uploadLinks {
            link = try await store.linkToPut(
                key,
                options: UploadLinkOptions(
                    seconds: api.configuration.uploadLinkSeconds,
                    maximumBytes: wish.bytes ?? api.configuration.maximumUploadBytes))
        } else {
            let token = UploadNote.newToken()
            let expires = api.processor.clock.now.addingTimeInterval(Double(api.configuration.uploadLinkSeconds))
            let note = UploadNote(
                key: key, expires: expires, filename: wish.filename, maximumBytes: wish.bytes)
            try await note.write(token, in: api.notes)
            link = UploadLink(method: "PUT", url: api.links.upload(token), expires: expires)
        }
        return .json(document(of: link, id), status: .created, fields: [.location: api.links.image(id)])
    }

    private func document(of link: UploadLink, _ id: AssetID) -> JSONValue {
        [
            "id": .string(id.rawValue),
            "upload": [
                "method": .string(link.method), "url": .string(link.url), "headers": Self.object(link.headers),
                "form": Self.object(link.form), "expires": .string(AssetDocument.text(link.expires)),
            ],
            "links": ["self": .string(api.links.image(id)), "events": .string(api.links.events(id))],
        ]
    }

    private static func object(_ texts: [String: String]) -> JSONValue {
        .object(JSONObject(texts.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .string($0.value)) }))
    }

    /// Takes the file of a link.
    func use(_ token: String, _ request: APIRequest) async throws -> APIResponse {
        guard (40...64).contains(token.utf8.count),
            let (note, tag) = try await UploadNote.read(token, in: api.notes)
        else { throw Problem(.notFound, "There is no such upload link.") }
        let receiver = UploadReceiver(api: api)
        guard !note.isUsed else {
            // Whoever used it may have ended before the work was begun.
            try await receiver.resume(note.key, filename: note.filename)
            throw Self.used
        }
        let now = api.processor.clock.now
        guard note.takenUntil.map({ $0 <= now }) ?? true else { throw Self.used }
        guard now < note.expires else {
            throw Problem(.linkExpired, "This upload link can't be used any more. Ask for another.")
        }
        try await receiver.checkRoom()
        let fields = try UploadFields(request.head)
        let maximum = min(note.maximumBytes ?? .max, api.configuration.maximumUploadBytes)
        let upload = Upload(
            body: request.body, key: note.key,
            expectation: IncomingFile.Expectation(
                maximumBytes: maximum, length: fields.length, digests: fields.digests),
            filename: note.filename)
        let stored: StoredUpload
        do {
            stored = try await store(upload, note, of: token, tag)
        } catch let error as StoreError where error.code == .preconditionFailed { throw Self.used }
        let accepted = try await receiver.accept(stored)
        request.isTaken()
        let reply = UploadReply(api: api, prefer: fields.prefer, mayRead: await api.mayRead(request.head))
        let answer = try await reply.answer(to: accepted)
        return .json(answer.document, status: answer.status, fields: reply.fields(of: accepted.record.id))
    }

    /// How long nobody else may send a file while somebody does, in seconds. Who takes longer may find the link taken over by
    /// then.
    private static let leaseSeconds = 300.0

    /// Stores the file of a link, which is used from then on: where the file turns out to be a duplicate, its place is free
    /// again, and the link is not. A file that is refused gives the link back.
    ///
    /// - Throws: `StoreError` with code `preconditionFailed` where somebody else has used the link.
    private func store(
        _ upload: Upload, _ note: UploadNote, of token: String, _ tag: EntityTag
    ) async throws -> StoredUpload {
        var taken = note
        taken.takenUntil = api.processor.clock.now.addingTimeInterval(Self.leaseSeconds)
        var used = note
        used.isUsed = true
        let lease = try await taken.rewrite(token, tag, in: api.notes)
        let receiver = UploadReceiver(api: api)
        let stored: StoredUpload
        do {
            stored = try await receiver.store(upload)
        } catch let error as StoreError where error.code == .preconditionFailed {
            // Of somebody who took the link before, and ended before they could say that it is used.
            _ = try await used.rewrite(token, lease, in: api.notes)
            try await receiver.resume(note.key, filename: note.filename)
            throw error
        } catch {
            // Whoever sent it may have gone, and have cancelled all that is done for them.
            _ = await Task { [api] in try? await note.rewrite(token, lease, in: api.notes) }.value
            throw error
        }
        do {
            _ = try await used.rewrite(token, lease, in: api.notes)
            return stored
        } catch {
            await receiver.discard(stored)
            throw error
        }
    }

    private static var used: Problem {
        Problem(.preconditionFailed, "This upload link was used already. Ask for another.")
    }
}
