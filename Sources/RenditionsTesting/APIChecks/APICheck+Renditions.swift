import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsWorkflow

extension APICheck {
    /// The bytes of renditions.
    static let renditions: [APICheck] = [
        APICheck("rendition-under-its-link") { trial in
            let small = try await trial.rendition("small", of: trial.uploaded(trial.image()))
            let reply = try await trial.send(.get, small["url"]?.stringValue?.path ?? "")
            try reply.expect(.ok)
            try reply.expect(.contentType, "image/png")
            try reply.expect(.contentLength, "\(reply.body.readableBytes)")
            try reply.expect(.cacheControl, APICheck.configuration.versionedCacheControl)
            try expect(small["bytes"]?.integerValue == reply.body.readableBytes, "The record must tell the bytes.")
            try expect(ImageFormat(sniffing: reply.body) == .png, "The bytes must be a PNG.")
        },
        APICheck("rendition-without-a-version") { trial in
            let path = try await trial.path("self", of: trial.uploaded(trial.image())) + "/renditions/small"
            for path in [path, path + "?v=000000000000"] {
                let reply = try await trial.send(.get, path)
                try reply.expect(.ok)
                try reply.expect(.cacheControl, APICheck.configuration.renditionCacheControl)
            }
            try await trial.send(.get, path + "?width=10").expect(Problem.Code.invalidRequest)
        },
        APICheck("rendition-has-an-entity-tag") { trial in
            let path = try await trial.path("self", of: trial.uploaded(trial.image())) + "/renditions/small"
            let reply = try await trial.send(.get, path)
            guard let tag = reply.head.headerFields[.eTag] else { throw CheckFailure("There is no ETag.") }
            for value in [tag, "\"x\", \(tag)", "*"] {
                let again = try await trial.send(.get, path, [.ifNoneMatch: value])
                try again.expect(.notModified)
                try expect(again.body.readableBytes == 0, "304 has no content.")
            }
            try await trial.send(.get, path, [.ifNoneMatch: "\"x\""]).expect(.ok)
        },
        APICheck("rendition-in-ranges") { trial in
            let path = try await trial.path("self", of: trial.uploaded(trial.image())) + "/renditions/small"
            let whole = try await trial.send(.get, path)
            let size = whole.body.readableBytes
            let part = try await trial.send(.get, path, [.range: "bytes=1-4"])
            try part.expect(.partialContent)
            try part.expect(.contentRange, "bytes 1-4/\(size)")
            try expect(
                Array(part.body.readableBytesView) == Array(whole.body.readableBytesView)[1...4].map(\.self),
                "The range must be the bytes.")
            let past = try await trial.send(.get, path, [.range: "bytes=\(size)-"])
            try past.expect(Problem.Code.rangeNotSatisfiable)
            try past.expect(.contentRange, "bytes */\(size)")
            for ignored in ["bytes=0-1,3-4", "lines=1-2", "bytes=x"] {
                try await trial.send(.get, path, [.range: ignored]).expect(.ok)
            }
            let other = try await trial.send(.get, path, [.range: "bytes=1-4", .ifRange: "\"other\""])
            try other.expect(.ok)
        },
        APICheck("rendition-for-head") { trial in
            let path = try await trial.path("self", of: trial.uploaded(trial.image())) + "/renditions/small"
            let whole = try await trial.send(.get, path)
            let head = try await trial.send(.head, path)
            try head.expect(.ok)
            try head.expect(.contentLength, "\(whole.body.readableBytes)")
            try expect(head.body.readableBytes == 0, "An answer to HEAD has no content.")
        },
        APICheck("rendition-that-nobody-declared") { trial in
            let path = try await trial.path("self", of: trial.uploaded(trial.image())) + "/renditions/huge"
            try await trial.send(.get, path).expect(Problem.Code.notFound)
        },
    ]

    /// The bytes that were sent.
    static let originals: [APICheck] = [
        APICheck("original-is-a-file-to-keep") { trial in
            let bytes = trial.image()
            let sent = try await trial.send(
                .post, "/images?filename=na%C3%AFve%22.png", [.prefer: "wait=600"], body: bytes)
            let reply = try await trial.send(.get, trial.path("original", of: sent.json))
            try reply.expect(.ok)
            try expect(Array(reply.body.readableBytesView) == bytes, "The original must come back as it was sent.")
            try reply.expect(.xContentTypeOptions, "nosniff")
            try reply.expect(.contentSecurityPolicy, "default-src 'none'; sandbox")
            let disposition = reply.head.headerFields[.contentDisposition] ?? ""
            try expect(
                disposition.hasPrefix("attachment;") && disposition.contains("filename*=UTF-8''na%C3%AFve"),
                "The original must be an attachment: \(disposition)")
        },
        APICheck("original-in-ranges") { trial in
            let bytes = trial.image()
            let path = try await trial.path("original", of: trial.uploaded(bytes))
            let reply = try await trial.send(.get, path, [.range: "bytes=-5"])
            try reply.expect(.partialContent)
            try expect(
                Array(reply.body.readableBytesView) == Array(bytes.suffix(5)), "The range must be the last bytes.")
        },
    ]
}
