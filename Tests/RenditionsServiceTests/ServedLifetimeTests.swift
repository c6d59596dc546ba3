import Foundation
import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsApp
import RenditionsTesting
import RenditionsWorkflow
import ServedProgram
import Synchronization
import Testing

/// How the built server begins and ends.
@Suite(.timeLimit(.minutes(10))) struct ServedLifetimeTests {
    private static let photograph = PNGWriter.encode(TestImage.gradient(PixelSize(width: 400, height: 300)))

    private static func request(
        _ method: HTTPRequest.Method, _ path: String, _ fields: HTTPFields = [:], body: [UInt8]? = nil
    ) -> APIRequest {
        var head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path, headerFields: fields)
        guard let body else { return APIRequest(head) }
        head.headerFields[.contentLength] = "\(body.count)"
        return APIRequest(head, body: ObjectBody(body))
    }

    private static func json(_ reply: APIReply) throws -> JSONValue {
        try JSONValue(json: Array(reply.body.readableBytesView))
    }

    /// What was accepted is done, by this process or the next one.
    @Test func whatWasAcceptedGoesOnAtTheNextStart() async throws {
        let folder = try TemporaryFolder()
        let first = try await ServerProgram.serving(in: folder("data"))
        let accepted = try await first.client.send(Self.request(.post, "/images", body: Self.photograph))
        #expect(accepted.head.status == .accepted)
        first.send(signal: SIGTERM)
        #expect(await first.status() == 0)

        let second = try await ServerProgram.serving(in: folder("data"))
        let id = try #require(try Self.json(accepted)["id"]?.stringValue)
        // Ends when the image is done.
        let events = try await second.client.send(Self.request(.get, "/images/\(id)/events"))
        #expect(String(buffer: events.body).contains("event: done"))
        let image = try Self.json(try await second.client.send(Self.request(.get, "/images/\(id)")))
        #expect(image["state"] == "ready")
        // The same bytes are the same image.
        let again = try await second.client.send(Self.request(.post, "/images", body: Self.photograph))
        #expect(try Self.json(again)["id"]?.stringValue == id)
    }

    /// A folder of the server is one of the command line as well.
    @Test func theCommandLineReadsTheFolder() async throws {
        let folder = try TemporaryFolder()
        let server = try await ServerProgram.serving(in: folder("data"))
        let reply = try await server.client.send(
            Self.request(.post, "/images", [HTTPField.Name("Prefer")!: "wait=60"], body: Self.photograph))
        #expect(reply.head.status == .ok)
        for (command, text) in [
            (["list"], "ready"), (["workflow", "list"], "succeeded"), (["sweep", "--dry-run"], "0 B"),
        ] {
            let output = Mutex("")
            let console = Console(output: { line in output.withLock { $0 += line } }, errors: { _ in })
            let status = await Tool.run(command + ["--out", folder("data")], on: console)
            #expect(status == 0)
            #expect(output.withLock { $0 }.contains(text), "\(command)")
        }
    }

    @Test func callsOfTheStoresAreCounted() async throws {
        let folder = try TemporaryFolder()
        let server = try await ServerProgram.serving(in: folder("data"))
        let reply = try await server.client.send(
            Self.request(.post, "/images", [HTTPField.Name("Prefer")!: "wait=60"], body: Self.photograph))
        #expect(reply.head.status == .ok)
        let metrics = String(buffer: try await server.client.send(Self.request(.get, "/metrics")).body)
        for store in ["originals", "renditions", "notes"] {
            #expect(metrics.contains("renditions_object_store_bytes_put_total{store=\"\(store)\"}"))
        }
        #expect(metrics.contains("store=\"records\""))
    }

    @Test func aPortThatIsTakenIsNamed() async throws {
        let folder = try TemporaryFolder()
        let first = try await ServerProgram.serving(in: folder("first"))
        let second = try ServerProgram(
            ["--http-port", "\(first.port)", "--storage-folder", folder("second")] + ServerProgram.open)
        #expect(await second.status() == 3)
        _ = await second.errors.line(with: "renditions-server: unavailable: ")
        let said = second.errors.all.joined(separator: "\n")
        #expect(said.contains("renditions-server: unavailable: The server can't listen at http.host 127.0.0.1"))
        #expect(second.output.all.isEmpty)
    }

    @Test func aFolderThatCantBeUsedIsNamed() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("no folder", to: "file")
        for (path, words) in [(file, "is a file, and no folder"), ("/proc/nosuch", "what the store asked for. (")] {
            let server = try ServerProgram(["--http-port", "0", "--storage-folder", path] + ServerProgram.open)
            #expect(await server.status() == 3)
            let line = await server.errors.line(with: "renditions-server: ")
            #expect(line?.contains("storage.folder: The output folder \(path) can't be used: ") == true)
            #expect(line?.contains(words) == true, "\(line ?? "")")
        }
    }

    @Test func aHostThatThereIsNotIsNamed() async throws {
        let folder = try TemporaryFolder()
        let server = try ServerProgram(
            ["--http-port", "0", "--http-host", "300.1.1.1", "--storage-folder", folder("data")] + ServerProgram.open)
        #expect(await server.status() == 3)
        #expect(await server.errors.line(with: "can't listen at http.host 300.1.1.1: there is no such") != nil)
    }

    @Test func whatNobodyIsGrantedIsOff() async throws {
        let folder = try TemporaryFolder()
        let server = try await ServerProgram.serving(in: folder("data"), ["--access-upload", "anyone"])
        #expect(await server.errors.line(with: "there are none. access=list") != nil)
        #expect(try await server.client.send(Self.request(.get, "/images")).head.status == .forbidden)
    }

    /// While a request is waited for, a second signal ends the process at once.
    @Test func aSecondSignalEndsItAtOnce() async throws {
        let folder = try TemporaryFolder()
        let server = try await ServerProgram.serving(
            in: folder("data"),
            ServerProgram.open + ["--http-body-window-seconds", "3600", "--shutdown-seconds", "3600"])
        // The rest of the body never comes.
        let isRead = AsyncStream.makeStream(of: Void.self)
        let parts = Mutex(0)
        let body = ObjectBody(length: 1000) {
            let count = parts.withLock { parts in
                parts += 1
                return parts
            }
            guard count > 1 else { return ByteBuffer(bytes: Self.photograph.prefix(100)) }
            isRead.continuation.finish()
            try await Task.sleep(for: .seconds(3600))
            return nil
        }
        var head = HTTPRequest(method: .post, scheme: "http", authority: "localhost", path: "/images")
        head.headerFields[.contentLength] = "1000"
        let upload = Task { [head] in try await server.client.send(APIRequest(head, body: body)) }
        defer { upload.cancel() }
        for await _ in isRead.stream {}
        // Other requests are answered, so this one has surely been taken in as well.
        try await Self.wait(for: "renditions_http_requests_in_progress{lane=\"uploads\"} 1", on: server)
        server.send(signal: SIGTERM)
        #expect(await server.errors.line(with: "Ending on a signal.") != nil)
        server.send(signal: SIGTERM)
        #expect(await server.status() == 143)
    }

    /// Asks for the metrics until they hold a line; the suite's limit ends a wait in vain.
    private static func wait(for line: String, on server: ServerProgram) async throws {
        while true {
            let metrics = try await server.client.send(request(.get, "/metrics"))
            if String(buffer: metrics.body).contains(line + "\n") { return }
            await Task.yield()
        }
    }

    @Test func metricsCanBeSwitchedOff() async throws {
        let folder = try TemporaryFolder()
        let server = try await ServerProgram.serving(
            in: folder("data"), ServerProgram.open + ["--metrics-enabled", "false"])
        #expect(try await server.client.send(Self.request(.get, "/metrics")).head.status == .notFound)
    }

    @Test func everyLineOfTheLogIsAnObject() async throws {
        let folder = try TemporaryFolder()
        let server = try await ServerProgram.serving(
            in: folder("data"), ServerProgram.open + ["--logs-format", "json", "--http-base-path", "/media"])
        let hostile = "/media/images/%1b%5b2J%0d%0a?filename=%1b"
        _ = try await server.client.send(Self.request(.get, hostile))
        _ = try await server.client.send(
            Self.request(.post, "/media/images?filename=secret-name.png", body: Self.photograph))
        server.send(signal: SIGTERM)
        #expect(await server.status() == 0)
        #expect(await server.errors.line(with: "Ending on a signal.") != nil)
        let lines = server.errors.all
        #expect(lines.contains { $0.contains("uploadImages") })
        for line in lines {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect(Set(try #require(object).keys).isSuperset(of: ["time", "level", "label", "message"]))
            #expect(!line.contains("secret-name") && !line.contains("%1b") && !line.contains("2J"))
        }
    }
}
