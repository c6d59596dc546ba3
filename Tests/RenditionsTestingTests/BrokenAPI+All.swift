import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsTesting

extension BrokenAPI {
    /// What can be wrong: each is found by the checks that it names, and every check finds one of them.
    static let all: [BrokenAPI] = service + uploading + reading

    private static let service = [
        BrokenAPI("has a health of its own", fails: ["health-is-alive"]) { request, reply in
            if request.path == "/health" { reply.say(#"{"status": "well"}"#) }
        },
        BrokenAPI("is not ready", fails: ["readiness-names-its-parts"]) { request, reply in
            if request.path == "/ready" { reply.head.status = .serviceUnavailable }
        },
        BrokenAPI("does not describe progress", fails: ["description-has-every-route"]) { request, reply in
            if request.path == "/openapi.json" { reply.replace("/images/{id}/events", with: "/images/{id}/progress") }
        },
        BrokenAPI("answers to everything", fails: ["unknown-paths-are-not-found"]) { _, reply in
            if String(buffer: reply.body).contains("nothing under this path") { reply.head.status = .ok }
        },
        BrokenAPI("does not say what is allowed", fails: ["other-methods-are-refused", "options-tell-the-methods"]) {
            _, reply in reply.drop(.allow)
        },
        BrokenAPI("decodes paths again", fails: ["paths-are-decoded-once"]) { request, reply in
            if request.path.contains("%25") { reply.head.status = .ok }
        },
        BrokenAPI("lets browsers guess", fails: ["every-answer-forbids-sniffing", "original-is-a-file-to-keep"]) {
            _, reply in reply.drop(.xContentTypeOptions)
        },
    ]

    private static let uploading = [
        BrokenAPI(
            "does not say where an image is", fails: ["upload-is-accepted-and-processed"]
        ) { request, reply in
            if request.isUpload { reply.drop(.location) }
        },
        BrokenAPI(
            "keeps images lying", fails: ["stored-type-is-the-detected-type"]
        ) { request, reply in
            if request.path.hasSuffix("/original"), reply.head.status == .ok {
                reply.head.headerFields[.contentType] = "text/html"
            }
        },
        BrokenAPI(
            "makes every upload another one",
            fails: [
                "same-bytes-are-one-image", "same-bytes-at-once-are-one-image", "idempotency-key-of-a-duplicate",
                "original-in-ranges",
                "original-is-a-file-to-keep",
            ],
            asking: { request in
                guard request.isUpload, request.head.headerFields[.idempotencyKey] == nil,
                    request.head.headerFields[.contentType] == nil, request.head.headerFields[.contentDigest] == nil
                else { return request }
                return APIRequest(request.head.without(.contentLength), body: request.body.withComment)
            }),
        BrokenAPI(
            "overlooks idempotency keys",
            fails: [
                "idempotency-key-is-for-one-body", "idempotency-key-does-not-bring-back",
                "idempotency-key-of-a-duplicate",
            ],
            asking: { $0.without(.idempotencyKey) }),
        BrokenAPI("overlooks digests", fails: ["digest-is-checked"], asking: { $0.without(.contentDigest) }),
        BrokenAPI("takes what is too large", fails: ["what-is-too-large-is-refused"]) { request, reply in
            if request.isUpload, reply.head.status.code == 413 { reply.head.status = .accepted }
        },
        BrokenAPI(
            "takes what is no image",
            fails: [
                "what-is-no-image-is-refused", "upload-link-can-be-tried-again-after-a-refusal",
                "coded-content-is-refused",
            ]
        ) { _, reply in
            if reply.head.status.code == 415 { reply.head.status = .accepted }
        },
        BrokenAPI(
            "takes coded content for plain", fails: ["coded-content-is-refused"],
            asking: { $0.without(.contentEncoding) }),
        BrokenAPI("hides why an image failed", fails: ["damaged-image-fails-with-its-code"]) { request, reply in
            reply.replace("truncated-image", with: "internal")
        },
        BrokenAPI(
            "trusts pages of other sites", fails: ["pages-of-other-sites-change-nothing"],
            asking: { $0.without(.origin).without(.secFetchSite) }),
        BrokenAPI(
            "forgets the names of files", fails: ["form-with-several-files"]
        ) { request, reply in
            if request.isUpload { reply.replace("two.png", with: "2.png") }
        },
        BrokenAPI("says that all of a form is well", fails: ["form-with-a-bad-file"]) { request, reply in
            if reply.head.status.code == 207 { reply.head.status = .accepted }
        },
        BrokenAPI(
            "takes every form",
            fails: ["form-that-is-cut-off", "form-without-files", "form-with-too-many-files", "form-without-boundary"]
        ) { request, reply in
            guard request.isUpload else { return }
            if String(buffer: reply.body).contains("invalid-multipart") { reply.head.status = .accepted }
            if String(buffer: reply.body).contains("a media type") { reply.head.status = .accepted }
        },
        BrokenAPI(
            "gives links that can be used twice",
            fails: ["upload-link-takes-one-file"]
        ) { request, reply in
            if request.head.method == .put, reply.head.status == .preconditionFailed { reply.head.status = .accepted }
        },
        BrokenAPI("takes any token", fails: ["upload-link-that-nobody-gave"]) { request, reply in
            if request.head.method == .put, reply.head.status == .notFound { reply.head.status = .accepted }
        },
        BrokenAPI("promises too much", fails: ["upload-link-for-too-much"]) { request, reply in
            if request.path == "/uploads" { reply.head.status = .created }
        },
    ]

    private static let reading = [
        BrokenAPI("has no markup", fails: ["image-tells-what-a-page-needs"]) { _, reply in
            reply.replace("<picture>", with: "<p>")
        },
        BrokenAPI(
            "sends everything every time", fails: ["image-has-an-entity-tag", "rendition-has-an-entity-tag"],
            asking: { $0.without(.ifNoneMatch) }),
        BrokenAPI(
            "has images that nobody sent", fails: ["unknown-image-is-not-found"]
        ) { request, reply in
            if request.path.hasPrefix("/images/nothing"), reply.head.status == .notFound { reply.head.status = .gone }
        },
        BrokenAPI("lists everything at once", fails: ["list-goes-on-page-by-page"]) { request, reply in
            if request.path.hasPrefix("/images?") { reply.drop(HTTPField.Name("Link")!) }
        },
        BrokenAPI("lists whatever is asked for", fails: ["list-refuses-what-it-does-not-know"]) { request, reply in
            if request.path.hasPrefix("/images?"), reply.head.status == .badRequest { reply.head.status = .ok }
        },
        BrokenAPI(
            "sends content for HEAD", fails: ["list-has-no-content-for-head", "rendition-for-head"]
        ) { request, reply in
            if request.head.method == .head { reply.say("content") }
        },
        BrokenAPI(
            "keeps nothing for long", fails: ["rendition-under-its-link", "rendition-without-a-version"]
        ) { request, reply in
            if request.path.contains("/renditions/") { reply.head.headerFields[.cacheControl] = "no-store" }
        },
        BrokenAPI(
            "knows no ranges", fails: ["rendition-in-ranges", "original-in-ranges"], asking: { $0.without(.range) }),
        BrokenAPI("has renditions that nobody declared", fails: ["rendition-that-nobody-declared"]) { request, reply in
            if request.path.hasSuffix("/huge") { reply.head.status = .ok }
        },
        BrokenAPI("shows originals", fails: ["original-is-a-file-to-keep"]) { _, reply in
            reply.drop(.contentDisposition)
        },
        BrokenAPI(
            "waits for nobody",
            fails: [
                "upload-can-be-waited-for"
            ]
        ) { request, reply in
            if request.isUpload, request.head.headerFields[.contentType] == nil, reply.head.status == .ok {
                reply.replace(#""width":40"#, with: #""width":41"#)
            }
        },
        BrokenAPI(
            "lists what is gone", fails: ["deleted-image-is-gone"]
        ) { request, reply in
            if request.path == "/images?limit=200" { reply.drop(.contentType); reply.say("{}") }
        },
        BrokenAPI(
            "deletes under any condition", fails: ["deletion-under-a-condition"], asking: { $0.without(.ifMatch) }),
        BrokenAPI(
            "says that deletion is done", fails: ["deletion-is-accepted", "same-bytes-after-deletion-are-a-new-image"]
        ) {
            request, reply in
            if request.head.method == .delete, reply.head.status == .accepted { reply.head.status = .noContent }
        },
        BrokenAPI(
            "never ends its progress",
            fails: ["progress-ends-with-the-image", "progress-of-what-is-over", "progress-is-not-told-twice"]
        ) { _, reply in
            reply.replace("event: done", with: "event: end")
        },
        BrokenAPI(
            "forgets what a key is for",
            fails: [
                "idempotency-key-makes-one-upload", "form-with-an-idempotency-key", "idempotency-key-of-a-duplicate",
            ]
        ) { request, reply in
            if request.head.headerFields[.idempotencyKey] != nil {
                reply.replace(#""id":""#, with: #""id":"\#(UInt64.random(in: 0 ... .max))"#)
            }
        },
    ]
}

extension HTTPRequest {
    fileprivate func without(_ name: HTTPField.Name) -> HTTPRequest {
        var head = self
        head.headerFields[name] = nil
        return head
    }
}

extension ObjectBody {
    /// The same with something behind it that no reader of images looks at.
    fileprivate var withComment: ObjectBody {
        let body = self
        let isDone = Once()
        return ObjectBody(length: nil) {
            guard isDone.first() else { return nil }
            var bytes = try await body.collect(upTo: 1 << 24)
            if bytes.readableBytes > 33 { bytes.writeInteger(UInt64.random(in: 0 ... .max)) }
            return bytes
        }
    }
}

extension HTTPField.Name {
    static let idempotencyKey = Self("Idempotency-Key")!
    static let contentDigest = Self("Content-Digest")!
    static let secFetchSite = Self("Sec-Fetch-Site")!
}
