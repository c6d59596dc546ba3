import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsWorkflow

extension APICheck {
    /// Erasing images.
    static let deletion: [APICheck] = [
        APICheck("deleted-image-is-gone") { trial in
            let image = try await trial.uploaded(trial.image())
            let path = try trial.path("self", of: image)
            try await trial.send(.delete, path, [.prefer: "wait=600"]).expect(.noContent)
            for gone in [path, path + "/renditions/small", path + "/original", path + "/events"] {
                try await trial.send(.get, gone).expect(Problem.Code.erased)
            }
            let ids = try await trial.send(.get, "/images?limit=200").json["images"]?.arrayValue?.map { $0["id"] }
            try expect(ids?.contains(image["id"]) == false, "An image that was erased must not be listed.")
            // Doing it again changes nothing.
            try await trial.send(.delete, path, [.prefer: "wait=600"]).expect(.noContent)
        },
        APICheck("deletion-under-a-condition") { trial in
            let path = try await trial.path("self", of: trial.uploaded(trial.image()))
            let tag = try await trial.send(.get, path).head.headerFields[.eTag] ?? ""
            try await trial.send(.delete, path, [.ifMatch: "\"other\""]).expect(Problem.Code.preconditionFailed)
            try await trial.send(.get, path).expect(.ok)
            try await trial.send(.delete, path, [.ifMatch: tag, .prefer: "wait=600"]).expect(.noContent)
        },
        APICheck("deletion-is-accepted") { trial in
            let path = try await trial.path("self", of: trial.uploaded(trial.image()))
            let reply = try await trial.send(.delete, path)
            try reply.expect(.accepted)
            try expect(try reply.json["state"] == "deleting", "The state must be deleting.")
            try await trial.send(.delete, path, [.prefer: "wait=600"]).expect(.noContent)
        },
        APICheck("same-bytes-after-deletion-are-a-new-image") { trial in
            let bytes = trial.image()
            let image = try await trial.uploaded(bytes)
            try await trial.send(.delete, trial.path("self", of: image)).expect(.accepted)
            let again = try await trial.uploaded(bytes)
            try expect(again["id"] != image["id"], "What was erased must not come back under its ID.")
            let small = try trial.rendition("small", of: again)
            try await trial.send(.get, small["url"]?.stringValue?.path ?? "").expect(.ok)
        },
        APICheck("idempotency-key-does-not-bring-back") { trial in
            let bytes = trial.image()
            let fields: HTTPFields = [.idempotencyKey: "\"\(UInt64.random(in: 0 ... .max))\""]
            let path = try await trial.path("self", of: trial.uploaded(bytes, fields))
            try await trial.send(.delete, path, [.prefer: "wait=600"]).expect(.noContent)
            try await trial.send(.post, "/images", fields, body: bytes).expect(Problem.Code.erased)
        },
    ]

    /// Following an image.
    static let progress: [APICheck] = [
        APICheck("progress-ends-with-the-image") { trial in
            let sent = try await trial.send(.post, "/images", body: trial.image())
            let reply = try await trial.send(.get, trial.path("events", of: sent.json))
            try reply.expect(.ok)
            try reply.expect(.contentType, "text/event-stream")
            let text = String(decoding: reply.body.readableBytesView, as: UTF8.self)
            guard let last = text.split(separator: "event: done\ndata: ").last, last.count < text.count else {
                throw CheckFailure("The last event must be done: \(text)")
            }
            let image = try JSONValue(json: Array(last.utf8.prefix { $0 != UInt8(ascii: "\n") }))
            try expect(image["state"] == "ready", "The image must be ready at the end.")
        },
        APICheck("progress-is-not-told-twice") { trial in
            let path = try await trial.path("events", of: trial.uploaded(trial.image()))
            let reply = try await trial.send(.get, path)
            let text = String(decoding: reply.body.readableBytesView, as: UTF8.self)
            try expect(text.contains("id: done\nevent: done"), "The last event must have an ID: \(text)")
            try await trial.send(.get, path, [HTTPField.Name("Last-Event-ID")!: "done"]).expect(.noContent)
        },
        APICheck("progress-of-what-is-over") { trial in
            let path = try await trial.path("events", of: trial.uploaded(trial.image()))
            let reply = try await trial.send(.get, path)
            let text = String(decoding: reply.body.readableBytesView, as: UTF8.self)
            try expect(text.contains("event: done\ndata: {"), "An image that is ready is done at once: \(text)")
            try expect(!text.contains("event: step"), "Nothing is left to be told but the end.")
        },
    ]
}
