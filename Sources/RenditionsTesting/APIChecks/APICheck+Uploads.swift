import HTTPTypes
import Renditions
import RenditionsAPI
import RenditionsWorkflow

extension APICheck {
    /// One file as the body.
    static let uploads: [APICheck] = [
        APICheck("upload-is-accepted-and-processed") { trial in
            let reply = try await trial.send(.post, "/images", body: trial.image())
            try reply.expect(.accepted)
            let image = try reply.json
            let location = reply.head.headerFields[.location]?.path
            let own = try trial.path("self", of: image)
            try expect(location == own, "The field Location must lead to the image.")
            // It can be asked for at once.
            try await trial.send(.get, own).expect(.ok)
        },
        APICheck("upload-can-be-waited-for") { trial in
            let image = try await trial.uploaded(trial.image())
            try expect(image["width"] == 40 && image["height"] == 30, "The size must be 40 by 30.")
            try expect(image["type"] == "image/png", "The type must be image/png.")
            let small = try trial.rendition("small", of: image)
            try expect(small["width"] == 24 && small["height"] == 18, "The rendition must be 24 by 18.")
        },
        APICheck("same-bytes-are-one-image") { trial in
            let bytes = trial.image()
            let first = try await trial.uploaded(bytes)
            let second = try await trial.send(.post, "/images", body: bytes)
            try second.expect(.ok)
            try expect(try second.json["id"] == first["id"], "The same bytes must be the same image.")
        },
        APICheck("same-bytes-at-once-are-one-image") { trial in
            let bytes = trial.image()
            let ids = try await withThrowingTaskGroup(of: JSONValue?.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await trial.send(.post, "/images", body: bytes).json["id"] }
                }
                return try await group.reduce(into: Set<JSONValue?>()) { $0.insert($1) }
            }
            try expect(
                ids.count == 1 && ids.first != .some(nil), "Eight uploads of the same bytes gave \(ids.count) images.")
        },
        APICheck("idempotency-key-makes-one-upload") { trial in
            let bytes = trial.image()
            let fields: HTTPFields = [.idempotencyKey: "\"\(UInt64.random(in: 0 ... .max))\""]
            let ids = try await withThrowingTaskGroup(of: JSONValue?.self) { group in
                for _ in 0..<16 {
                    group.addTask { try await trial.send(.post, "/images", fields, body: bytes).json["id"] }
                }
                return try await group.reduce(into: Set<JSONValue?>()) { $0.insert($1) }
            }
            try expect(ids.count == 1 && ids.first != .some(nil), "Sixteen of one key gave \(ids.count) images.")
        },
        APICheck("idempotency-key-is-for-one-body") { trial in
            let fields: HTTPFields = [.idempotencyKey: "\"\(UInt64.random(in: 0 ... .max))\""]
            _ = try await trial.uploaded(trial.image(), fields)
            try await trial.send(.post, "/images", fields, body: trial.image()).expect(Problem.Code.keyReused)
        },
        APICheck("idempotency-key-of-a-duplicate") { trial in
            let bytes = trial.image()
            let first = try await trial.uploaded(bytes)
            let fields: HTTPFields = [.idempotencyKey: "\"\(UInt64.random(in: 0 ... .max))\""]
            let ids = try await withThrowingTaskGroup(of: JSONValue?.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await trial.send(.post, "/images", fields, body: bytes).json["id"] }
                }
                return try await group.reduce(into: Set<JSONValue?>()) { $0.insert($1) }
            }
            try expect(ids == [first["id"]], "What is there already must be answered with, whatever the key.")
            try await trial.send(.post, "/images", fields, body: trial.image()).expect(Problem.Code.keyReused)
            try await trial.send(.delete, trial.path("self", of: first), [.prefer: "wait=600"]).expect(.noContent)
            try await trial.send(.post, "/images", fields, body: bytes).expect(Problem.Code.erased)
        },
        APICheck("digest-is-checked") { trial in
            let wrong = ":" + String(repeating: "A", count: 43) + "=:"
            let fields: HTTPFields = [.contentDigest: "sha-256=\(wrong)"]
            try await trial.send(.post, "/images", fields, body: trial.image()).expect(Problem.Code.digestMismatch)
            let malformed: HTTPFields = [.contentDigest: "sha-256=nothing"]
            try await trial.send(.post, "/images", malformed, body: trial.image()).expect(Problem.Code.invalidRequest)
        },
        APICheck("what-is-too-large-is-refused") { trial in
            let bytes = trial.image() + [UInt8](repeating: 0, count: APICheck.configuration.maximumUploadBytes)
            try await trial.send(.post, "/images", body: bytes).expect(Problem.Code.tooLarge)
        },
        APICheck("what-is-no-image-is-refused") { trial in
            for text in ["", "<html></html>", "GIF8", "#!/bin/sh\n"] {
                let fields: HTTPFields = [.contentType: "image/png"]
                try await trial.send(.post, "/images", fields, body: Array(text.utf8)).expect(
                    Problem.Code.unsupportedFormat)
            }
        },
        APICheck("stored-type-is-the-detected-type") { trial in
            for lie in ["text/html", "image/svg+xml", "image/gif", "application/octet-stream"] {
                let image = try await trial.uploaded(trial.image(), [.contentType: lie])
                try expect(image["type"] == "image/png", "A PNG that is sent as \(lie) must be image/png.")
                let original = try await trial.send(.get, trial.path("original", of: image))
                try original.expect(.contentType, "image/png")
            }
        },
        APICheck("damaged-image-fails-with-its-code") { trial in
            let whole = trial.image()
            let reply = try await trial.send(
                .post, "/images", [.prefer: "wait=600"], body: Array(whole[..<(whole.count / 2)]))
            try reply.expect(.ok)
            let image = try reply.json
            try expect(image["state"] == "failed", "A truncated image must fail.")
            try expect(image["failure"]?["code"]?.stringValue == "truncated-image", "The code must be truncated-image.")
            try expect(
                image["failure"]?["detail"]?.stringValue?.contains("cut off") == true, "What is wrong must be said.")
            let path = try trial.path("self", of: image) + "/renditions/small"
            try await trial.send(.get, path).expect(Problem.Code.failed)
        },
        APICheck("coded-content-is-refused") { trial in
            try await trial.send(.post, "/images", [.contentEncoding: "gzip"], body: trial.image()).expect(
                Problem.Code.unsupportedFormat)
        },
        APICheck("pages-of-other-sites-change-nothing") { trial in
            let fields: HTTPFields = [.origin: "https://elsewhere.example", .secFetchSite: "cross-site"]
            try await trial.send(.post, "/images", fields, body: trial.image()).expect(Problem.Code.crossSite)
            try await trial.send(.delete, "/images/x", fields).expect(Problem.Code.crossSite)
        },
    ]
}
