import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsWorkflow

/// One run of a check.
struct APITrial: Sendable {
    let client: any APIClient

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ fields: HTTPFields = [:], body: [UInt8]? = nil
    ) async throws -> APIReply {
        var head = HTTPRequest(
            method: method, scheme: "http", authority: "localhost", path: path, headerFields: fields)
        guard let body else { return try await client.send(APIRequest(head)) }
        head.headerFields[.contentLength] = "\(body.count)"
        return try await client.send(APIRequest(head, body: ObjectBody(body)))
    }

    /// An image that nobody has sent before.
    func image(_ size: PixelSize = PixelSize(width: 40, height: 30)) -> [UInt8] {
        PNGWriter.encode(
            TestImage.gradient(size), chunks: [.text("Comment", "\(UInt64.random(in: 0 ... .max))")])
    }

    /// Sends an image and waits for its renditions.
    func uploaded(_ bytes: [UInt8], _ fields: HTTPFields = [:]) async throws -> JSONValue {
        var fields = fields
        fields[.prefer] = "wait=600"
        let reply = try await send(.post, "/images", fields, body: bytes)
        try reply.expect(.ok)
        let image = try reply.json
        try expect(image["state"] == "ready", "An upload that was waited for is \(image["state"]?.json ?? "nothing").")
        return image
    }

    /// The path of a link of an image.
    func path(_ name: String, of image: JSONValue) throws -> String {
        guard let link = image["links"]?[name]?.stringValue else { throw CheckFailure("There is no link \(name).") }
        return link.path
    }

    func rendition(_ name: String, of image: JSONValue) throws -> JSONValue {
        let found = image["renditions"]?.arrayValue?.first { $0["name"]?.stringValue == name }
        guard let found else { throw CheckFailure("There is no rendition \(name).") }
        return found
    }
}

extension String {
    /// A link without its host.
    var path: String {
        guard let start = range(of: "://") else { return self }
        return self[start.upperBound...].firstIndex(of: "/").map { String(self[$0...]) } ?? "/"
    }

    private func range(of text: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}

extension APIReply {
    /// - Throws: ``CheckFailure`` when the body is no JSON.
    var json: JSONValue {
        get throws {
            do {
                return try JSONValue(json: Array(body.readableBytesView))
            } catch {
                throw CheckFailure("The body of an answer with status \(head.status.code) is no JSON.", cause: error)
            }
        }
    }

    func expect(_ status: HTTPResponse.Status, fileID: StaticString = #fileID, line: Int = #line) throws {
        guard head.status != status else { return }
        let text = String(decoding: body.readableBytesView.prefix(300), as: UTF8.self)
        throw CheckFailure(
            "The status must be \(status.code), not \(head.status.code): \(text)", fileID: fileID, line: line)
    }

    func expect(
        _ name: HTTPField.Name, _ value: String, fileID: StaticString = #fileID, line: Int = #line
    ) throws {
        let found = head.headerFields[name]
        guard found != value else { return }
        throw CheckFailure(
            "The field \(name) must be \"\(value)\", not \(found.map { "\"\($0)\"" } ?? "missing").", fileID: fileID,
            line: line)
    }

    /// That this is a whole problem document, which tells nothing of what is inside.
    func expect(_ code: Problem.Code, fileID: StaticString = #fileID, line: Int = #line) throws {
        try expect(code.status, fileID: fileID, line: line)
        try expect(.contentType, "application/problem+json", fileID: fileID, line: line)
        let problem = try json
        guard problem["code"]?.stringValue == code.rawValue, problem["status"]?.integerValue == code.status.code,
            problem["type"]?.stringValue == "urn:renditions:problem:\(code.rawValue)",
            problem["title"]?.stringValue == code.title, problem["detail"]?.stringValue?.isEmpty == false
        else { throw CheckFailure("The problem must be \(code.rawValue): \(problem.json)", fileID: fileID, line: line) }
        for secret in ["uploads/", ".sqlite", "/tmp", "vips", "swift:"] where problem.json.contains(secret) {
            throw CheckFailure("The problem tells of \(secret): \(problem.json)", fileID: fileID, line: line)
        }
    }
}

extension HTTPField.Name {
    static let prefer = Self("Prefer")!
    static let idempotencyKey = Self("Idempotency-Key")!
    static let contentDigest = Self("Content-Digest")!
    static let secFetchSite = Self("Sec-Fetch-Site")!
}
