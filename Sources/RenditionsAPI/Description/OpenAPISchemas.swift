internal import Renditions
internal import RenditionsWorkflow

/// The documents that the API sends and takes, in JSON Schema.
enum OpenAPISchemas {
    static let all: JSONValue = [
        "Image": image, "Receipt": receipt, "UploadedForm": form, "Summary": summary, "Page": page,
        "UploadLink": uploadLink,
        "UploadWish": uploadWish, "Deleting": deleting, "Health": health, "Readiness": readiness, "Problem": problem,
    ]

    private static let text: JSONValue = ["type": "string"]
    private static let count: JSONValue = ["type": "integer", "minimum": 0]
    private static let side: JSONValue = ["type": "integer", "minimum": 1]
    private static let time: JSONValue = ["type": "string", "format": "date-time"]
    private static let texts: JSONValue = ["type": "object", "additionalProperties": text]

    private static func object(_ properties: JSONObject, required: [String]) -> JSONValue {
        [
            "type": "object", "properties": .object(properties), "required": .list(of: required),
            "additionalProperties": false,
        ]
    }

    private static let summaryProperties: JSONObject = [
        "id": text,
        "state": ["type": "string", "enum": .list(of: AssetState.allCases.map(\.rawValue))],
        "created": time, "updated": time, "filename": text, "bytes": count, "sha256": text, "type": text, "width": side,
        "height": side,
        "failure": object(
            ["code": text, "detail": text, "retryable": ["type": "boolean"]], required: ["code", "detail", "retryable"]),
        "incomplete": ["type": "boolean"],
        "placeholder": object(["blurHash": text, "thumbHash": text, "color": text], required: []),
        "links": object(["self": text, "events": text, "original": text], required: ["self", "events"]),
    ]

    private static let summaryRequired = ["id", "state", "created", "updated", "bytes", "links"]
    private static let summary = object(summaryProperties, required: summaryRequired)

    private static let image: JSONValue = {
        var properties = summaryProperties
        properties["renditions"] = ["type": "array", "items": rendition]
        properties["srcset"] = texts
        properties["picture"] = text
        return object(properties, required: summaryRequired + ["renditions", "srcset"])
    }()

    private static let rendition = object(
        [
            "name": text, "type": text, "width": side, "height": side, "frames": side, "bytes": count, "url": text,
        ], required: ["name", "type", "width", "height", "frames", "bytes", "url"])

    private static let page = object(
        ["images": ["type": "array", "items": .schema("Summary")], "next": text], required: ["images"])

    /// What is answered to an upload that is kept and not processed yet.
    private static let receipt = object(
        [
            "id": text, "state": ["type": "string", "enum": .list(of: AssetState.allCases.map(\.rawValue))],
            "bytes": count, "sha256": text,
            "links": object(["self": text, "events": text], required: ["self", "events"]),
        ], required: ["id", "state", "bytes", "links"])

    private static let form = object(
        [
            "images": [
                "type": "array",
                "items": object(
                    [
                        "name": text, "filename": text, "status": ["type": "integer"],
                        "image": ["anyOf": [.schema("Image"), .schema("Receipt")]], "problem": .schema("Problem"),
                    ], required: ["name", "status"]),
            ]
        ], required: ["images"])

    private static let uploadLink = object(
        [
            "id": text,
            "upload": object(
                [
                    "method": ["type": "string", "enum": ["PUT", "POST"]], "url": text, "headers": texts, "form": texts,
                    "expires": time,
                ],
                required: ["method", "url", "headers", "form", "expires"]),
            "links": object(["self": text, "events": text], required: ["self", "events"]),
        ], required: ["id", "upload", "links"])

    private static let uploadWish = object(
        ["bytes": ["type": "integer", "minimum": 1], "filename": text], required: [])

    private static let deleting = object(
        ["id": text, "state": ["const": "deleting"], "links": object(["self": text], required: ["self"])],
        required: ["id", "state", "links"])

    private static let health = object(["status": ["const": "alive"]], required: ["status"])

    private static let readiness = object(
        ["status": ["type": "string", "enum": ["ready", "not-ready", "draining"]], "checks": texts],
        required: ["status", "checks"])

    private static let problem = object(
        [
            "type": text, "title": text, "status": ["type": "integer"], "detail": text,
            "code": ["type": "string", "enum": .list(of: Problem.Code.allCases.map(\.rawValue))],
        ], required: ["type", "title", "status", "detail", "code"])
}
