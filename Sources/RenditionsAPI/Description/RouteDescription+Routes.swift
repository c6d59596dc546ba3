internal import Renditions
internal import RenditionsWorkflow

extension RouteDescription {
    /// - Parameter configuration: whose limits are told.
    init(_ route: APIRoute, _ configuration: ImageAPI.Configuration) {
        switch route {
        case .health: self = .health
        case .ready: self = .ready
        case .description: self = .description
        case .uploadImages: self = .uploadImages(configuration)
        case .listImages: self = .listImages
        case .createUploadLink: self = .createUploadLink
        case .useUploadLink: self = .useUploadLink
        case .getImage: self = .getImage
        case .deleteImage: self = .deleteImage
        case .getRendition: self = .getRendition
        case .getOriginal: self = .getOriginal
        case .followImage: self = .followImage
        }
    }

    private static let image: (type: String, schema: JSONValue) = ("application/json", .schema("Image"))
    /// For one file, or for a form.
    private static func either(_ schema: JSONValue) -> JSONValue { ["anyOf": [schema, .schema("UploadedForm")]] }
    private static let bytes: JSONValue = ["type": "string", "contentMediaType": "application/octet-stream"]
    private static let prefer = JSONValue.header(
        "Prefer", "`wait=N` waits up to N seconds for the processing to end.", ["type": "string"])
    private static let ifMatch = JSONValue.header(
        "If-Match", "Entity tags that the content must have.", ["type": "string"])
    private static let conditions: [JSONValue] = [
        ifMatch,
        .header("If-None-Match", "Entity tags that the client has.", ["type": "string"]),
        .header("Range", "One range of bytes; anything else is ignored.", ["type": "string"]),
        .header("If-Range", "The entity tag to which the range belongs.", ["type": "string"]),
    ]

    private static let health = RouteDescription(
        summary: "Whether the process is alive",
        answers: [Answer(status: 200, text: "It is.", content: ("application/json", .schema("Health")))])

    private static let ready = RouteDescription(
        summary: "Whether requests can be served",
        answers: [
            Answer(status: 200, text: "They can.", content: ("application/json", .schema("Readiness"))),
            Answer(
                status: 503, text: "A part is out of reach, or the process is about to end.",
                content: ("application/json", .schema("Readiness")), fields: ["Retry-After"]),
        ])

    private static let description = RouteDescription(
        summary: "This document",
        answers: [Answer(status: 200, text: "OpenAPI 3.1.", content: ("application/json", ["type": "object"]))])

    private static func uploadImages(_ configuration: ImageAPI.Configuration) -> RouteDescription {
        let form: JSONValue = [
            "type": "object",
            "properties": [
                "file": ["type": "array", "items": bytes, "maxItems": .integer(configuration.maximumFiles)]
            ],
        ]
        return RouteDescription(
            summary: "Takes an image as the body, or several in a form, and has them processed",
            parameters: [
                .query("filename", "What the file is called, for whoever gets the original.", ["type": "string"]),
                .header(
                    "Idempotency-Key", "The same key with the same body is one upload, however often it is sent.",
                    ["type": "string"]),
                .header(
                    "Content-Digest", "`sha-256=:…:` or `sha-512=:…:` (RFC 9530); checked.", ["type": "string"]),
                prefer,
            ],
            body: [
                "required": true,
                "content": [
                    "image/*": ["schema": bytes], "application/octet-stream": ["schema": bytes],
                    "multipart/form-data": ["schema": form],
                ],
            ],
            answers: [
                Answer(
                    status: 200, text: "It was there already, or its processing has ended.",
                    content: ("application/json", either(["anyOf": [.schema("Image"), .schema("Receipt")]]))),
                Answer(
                    status: 202, text: "It is kept, and is being processed.",
                    content: ("application/json", either(.schema("Receipt")))),
                Answer(
                    status: 207, text: "Of the files of a form some were not accepted.",
                    content: ("application/json", .schema("UploadedForm"))),
            ],
            problems: [
                .crossSite, .invalidMultipart, .digestMismatch, .tooLarge, .unsupportedFormat, .keyReused, .erased,
            ])
    }

    private static let listImages = RouteDescription(
        summary: "Lists images",
        parameters: [
            .query(
                "state", "Only those in one of these states, separated by commas.",
                [
                    "type": "string",
                    "pattern":
                        "^(pending|processing|ready|failed|quarantined)(,(pending|processing|ready|failed|quarantined))*$",
                ]),
            .query("order", "By the last change, or by ID.", ["type": "string", "enum": ["newest", "oldest", "id"]]),
            .query("limit", "Images in a page.", ["type": "integer", "minimum": 1, "maximum": 200, "default": 50]),
            .query("cursor", "Where the page before ended.", ["type": "string"]),
            .query("updated-from", "Changed at this instant or later.", ["type": "string", "format": "date-time"]),
            .query("updated-before", "Changed before this instant.", ["type": "string", "format": "date-time"]),
            .query("similar-to", "The ID of an image that they look like.", ["type": "string"]),
            .query(
                "distance", "How many of 64 bits of the perceptual hash may differ.",
                ["type": "integer", "minimum": 0, "maximum": 64, "default": 10]),
        ],
        answers: [
            Answer(status: 200, text: "Some images.", content: ("application/json", .schema("Page")), fields: ["Link"])
        ])

    private static let createUploadLink = RouteDescription(
        summary: "Gives a link by which a file can be sent",
        body: ["required": false, "content": ["application/json": ["schema": .schema("UploadWish")]]],
        answers: [
            Answer(
                status: 201, text: "What to send, and until when.",
                content: ("application/json", .schema("UploadLink")),
                fields: ["Location"])
        ],
        problems: [.crossSite, .tooLarge])

    private static let useUploadLink = RouteDescription(
        summary: "Takes the file of an upload link",
        parameters: [.header("Content-Digest", "See the upload of images.", ["type": "string"]), prefer],
        body: ["required": true, "content": ["application/octet-stream": ["schema": bytes]]],
        answers: [
            Answer(
                status: 200, text: "It was there already, or its processing has ended.",
                content: ("application/json", ["anyOf": [.schema("Image"), .schema("Receipt")]]), fields: ["Location"]),
            Answer(
                status: 202, text: "It is kept, and is being processed.",
                content: ("application/json", .schema("Receipt")), fields: ["Location"]),
        ],
        problems: [
            .crossSite, .notFound, .linkExpired, .preconditionFailed, .digestMismatch, .tooLarge, .unsupportedFormat,
        ])

    private static let getImage = RouteDescription(
        summary: "Tells what is known of an image",
        parameters: [
            ifMatch, .header("If-None-Match", "Entity tags that the client has.", ["type": "string"]),
        ],
        answers: [
            Answer(status: 200, text: "The image.", content: image, fields: ["ETag"]),
            Answer(status: 304, text: "It has not changed.", fields: ["ETag"]),
        ],
        problems: [.notFound, .erased, .preconditionFailed])

    private static let deleteImage = RouteDescription(
        summary: "Erases an image, with its original and all renditions",
        parameters: [
            prefer,
            .header("If-Match", "Entity tags of the record: erased only if it has one of them.", ["type": "string"]),
        ],
        answers: [
            Answer(
                status: 202, text: "It is being erased.", content: ("application/json", .schema("Deleting")),
                fields: ["Location"]),
            Answer(status: 204, text: "It is erased."),
        ],
        problems: [.crossSite, .notFound, .preconditionFailed])

    private static let getRendition = RouteDescription(
        summary: "Gives a rendition",
        parameters: [
            .query(
                "v", "Its version, as links have it; the newest may be kept for a year under it.", ["type": "string"])
        ] + conditions,
        answers: [
            Answer(status: 200, text: "The bytes.", content: ("image/*", bytes), fields: ["ETag"]),
            Answer(status: 206, text: "The range.", content: ("image/*", bytes), fields: ["ETag", "Content-Range"]),
            Answer(status: 304, text: "It has not changed.", fields: ["ETag"]),
            Answer(status: 307, text: "Where the bytes are, for a while.", fields: ["Location"]),
        ],
        problems: [.notFound, .notReady, .failed, .erased, .preconditionFailed, .rangeNotSatisfiable])

    private static let getOriginal = RouteDescription(
        summary: "Gives the original, as a file to keep",
        parameters: conditions,
        answers: [
            Answer(status: 200, text: "The bytes.", content: ("*/*", bytes), fields: ["ETag", "Content-Disposition"]),
            Answer(status: 206, text: "The range.", content: ("*/*", bytes), fields: ["ETag", "Content-Range"]),
            Answer(status: 304, text: "It has not changed.", fields: ["ETag"]),
        ],
        problems: [.notFound, .erased, .preconditionFailed, .rangeNotSatisfiable])

    private static let followImage = RouteDescription(
        summary: "Tells how the processing of an image goes on, until it has ended",
        parameters: [
            .header("Last-Event-ID", "The last event that the client has.", ["type": "string"])
        ],
        answers: [
            Answer(
                status: 200, text: "Events named `step`, `planned`, `rendition`, and `done` with the image.",
                content: ("text/event-stream", [:])),
            Answer(status: 204, text: "The client has `done`: there is no more."),
        ],
        problems: [.notFound, .erased])
}
