import HTTPTypes
import Renditions
import RenditionsAPI
import RenditionsWorkflow

extension APICheck {
    /// Several files in a form.
    static let forms: [APICheck] = [
        APICheck("form-with-several-files") { trial in
            let form = FormBody([("a", "one.png", trial.image()), ("b", "two.png", trial.image())])
            let reply = try await trial.send(.post, "/images", form.fields, body: form.bytes)
            try reply.expect(.accepted)
            let images = try reply.json["images"]?.arrayValue ?? []
            try expect(images.count == 2, "Two files must give two images.")
            try expect(images.map { $0["filename"] } == ["one.png", "two.png"], "Files keep their names.")
            try expect(Set(images.map { $0["image"]?["id"] }).count == 2, "Two files are two images.")
        },
        APICheck("form-with-a-bad-file") { trial in
            let form = FormBody([("a", "one.png", trial.image()), ("b", "two.png", Array("no image".utf8))])
            let reply = try await trial.send(.post, "/images", form.fields, body: form.bytes)
            try reply.expect(HTTPResponse.Status(code: 207))
            let images = try reply.json["images"]?.arrayValue ?? []
            try expect(images.map { $0["status"] } == [202, 415], "One must be accepted and one refused.")
            try expect(
                images.last?["problem"]?["code"]?.stringValue == "unsupported-format", "The other must say why.")
        },
        APICheck("form-that-is-cut-off") { trial in
            let form = FormBody([("a", "one.png", trial.image())])
            for count in [0, 10, form.bytes.count / 2, form.bytes.count - 8] {
                let reply = try await trial.send(.post, "/images", form.fields, body: Array(form.bytes[..<count]))
                try reply.expect(Problem.Code.invalidMultipart)
            }
        },
        APICheck("form-without-files") { trial in
            let form = FormBody([("text", nil, Array("hello".utf8))])
            try await trial.send(.post, "/images", form.fields, body: form.bytes).expect(Problem.Code.invalidMultipart)
        },
        APICheck("form-with-too-many-files") { trial in
            let file = trial.image()
            let form = FormBody((0...APICheck.configuration.maximumFiles).map { ("f\($0)", "f.png", file) })
            try await trial.send(.post, "/images", form.fields, body: form.bytes).expect(Problem.Code.invalidMultipart)
        },
        APICheck("form-without-boundary") { trial in
            for type in [
                "multipart/form-data", "multipart/form-data; boundary=\"\"",
                "multipart/form-data; boundary=a; boundary=b",
            ] {
                let reply = try await trial.send(.post, "/images", [.contentType: type], body: [1, 2, 3])
                try expect(
                    reply.head.status == .badRequest,
                    "\(type) must be refused, not answered with \(reply.head.status.code).")
            }
        },
        APICheck("form-with-an-idempotency-key") { trial in
            var form = FormBody([("a", "one.png", trial.image()), ("b", "two.png", trial.image())])
            form.fields[.idempotencyKey] = "\"\(UInt64.random(in: 0 ... .max))\""
            let first = try await trial.send(.post, "/images", form.fields, body: form.bytes).json
            let second = try await trial.send(.post, "/images", form.fields, body: form.bytes).json
            let ids = [first, second].map { $0["images"]?.arrayValue?.map { $0["image"]?["id"] } }
            try expect(ids[0] == ids[1], "The same form under the same key must give the same images.")
        },
    ]
}

/// A multipart form.
struct FormBody {
    var fields: HTTPFields
    var bytes: [UInt8] = []

    init(_ parts: [(name: String, filename: String?, bytes: [UInt8])]) {
        let boundary = "renditions-\(UInt64.random(in: 0 ... .max))"
        fields = [.contentType: "multipart/form-data; boundary=\(boundary)"]
        for part in parts {
            let filename = part.filename.map { "; filename=\"\($0)\"" } ?? ""
            let header =
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(filename)\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n"
            bytes += Array(header.utf8) + part.bytes + Array("\r\n".utf8)
        }
        bytes += Array("--\(boundary)--\r\n".utf8)
    }
}
