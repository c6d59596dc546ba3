import Foundation
import HTTPTypes
import Renditions
import RenditionsAPI
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow
import Synchronization
import Testing

/// What is remembered of upload links goes when it tells nothing any more.
@Suite struct TidyingTests {
    private static let start = Date(timeIntervalSince1970: 1_780_000_000)

    /// An API whose clock tells what it is told.
    private static func api(_ now: SetDate, notes: MemoryObjectStore) throws -> ImageAPI {
        let processor = try ImageProcessor(
            originals: MemoryObjectStore(), renditions: MemoryObjectStore(), records: MemoryMetadataStore(),
            engine: ReferenceEngine(), recipe: APICheck.recipe, clock: WallClock { now.value })
        let runner = InProcessRunner(registry: try ImageTasks(processor).registry())
        return try ImageAPI(
            try Ingestor(processor, runner: runner), notes: notes, access: APICheck.access,
            configuration: ImageAPI.Configuration(uploadLinkSeconds: 100))
    }

    @Test func linksAreForgottenADayAfterTheyExpire() async throws {
        let now = SetDate(Self.start)
        let notes = MemoryObjectStore()
        let api = try Self.api(now, notes: notes)
        let other: ObjectKey = "digests/0123"
        let broken: ObjectKey = "upload-links/broken"
        for key in [other, broken] { _ = try await notes.put(ObjectBody(Array("{}".utf8)), at: key) }
        let head = HTTPRequest(method: .post, scheme: "http", authority: "localhost", path: "/uploads")
        #expect(await api.respond(to: APIRequest(head)).head.status == .created)
        now.value = Self.start.addingTimeInterval(50)
        #expect(await api.respond(to: APIRequest(head)).head.status == .created)
        #expect(try await notes.list(prefix: "upload-links/").reduce(0) { count, _ in count + 1 } == 3)

        for (seconds, removed) in [(100, 0), (86_500, 0), (86_501, 1), (86_550, 0), (86_551, 1), (1_000_000, 0)] {
            now.value = Self.start.addingTimeInterval(Double(seconds))
            #expect(try await api.tidy() == removed, "\(seconds)")
        }
        // What is not a link's, or can't be understood, is not ours to remove.
        #expect(try await notes.contains(other))
        #expect(try await notes.contains(broken))
    }
}

/// A date that is set and read from anywhere.
private final class SetDate: Sendable {
    private let date: Mutex<Date>

    init(_ date: Date) { self.date = Mutex(date) }

    var value: Date {
        get { date.withLock { $0 } }
        set { date.withLock { $0 = newValue } }
    }
}
