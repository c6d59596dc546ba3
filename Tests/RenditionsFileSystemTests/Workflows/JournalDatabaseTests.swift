import Foundation
import GRDB
import Renditions
import RenditionsFileSystem
import RenditionsWorkflow
import Testing

@Suite("Files of the journal")
struct JournalDatabaseTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("workflows.sqlite")
    }

    @Test func waitsForTheDiskUnlessToldOtherwise() async throws {
        let safe = try WorkflowJournal(path: path)
        #expect(try await safe.pragma("synchronous") == "2")
        #expect(try await safe.pragma("journal_mode") == "wal")
        let fast = try WorkflowJournal(path: path, configuration: .init(durability: .none))
        #expect(try await fast.pragma("synchronous") == "0")
    }

    @Test(arguments: ["x", "This is not a database.", String(repeating: "long ", count: 2000)])
    func leavesAFileThatIsNoDatabaseAlone(text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try expectRefusal(.corrupt, "another path|Restore")
    }

    @Test func leavesADamagedDatabaseAlone() async throws {
        try await fill()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        // Half of the pages are missing that the header counts.
        bytes = bytes.prefix(bytes.count / 2)
        try bytes.write(to: URL(fileURLWithPath: path))
        try expectRefusal(.corrupt, "Restore")
    }

    @Test func leavesADatabaseOfANewerVersionAlone() async throws {
        try await fill()
        try change("INSERT INTO grdb_migrations VALUES ('999')")
        try expectRefusal(.incompatible, "newer version")
    }

    /// As a process leaves it that is killed while it makes the file.
    @Test func makesWhatAnotherBeganToMake() async throws {
        try change("CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
        try await fill()
        let journal = try WorkflowJournal(path: path)
        #expect(try await journal.page(ExecutionListRequest()).executions.count == 1)
    }

    @Test func manyMakeItAtOnce() async throws {
        let records = folder.path("records.sqlite")
        try await withThrowingTaskGroup { [path] group in
            for _ in 0..<8 {
                group.addTask {
                    _ = try WorkflowJournal(path: path)
                    _ = try SQLiteMetadataStore(path: records)
                }
            }
            try await group.waitForAll()
        }
        let runner = DurableRunner(journal: try WorkflowJournal(path: path), registry: TaskRegistry())
        #expect(try await runner.page(ExecutionListRequest()).executions.isEmpty)
    }

    @Test func leavesADatabaseOfRecordsAlone() throws {
        _ = try SQLiteMetadataStore(path: path)
        try expectRefusal(.incompatible, "another path")
    }

    @Test func recordsLeaveAJournalAlone() async throws {
        try await fill()
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(performing: { try SQLiteMetadataStore(path: path) }, throws: code(.incompatible))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test func reportsWhatCanNotBeRead() async throws {
        try await fill()
        try change("UPDATE event SET body = '[{}]'")
        let journal = try WorkflowJournal(path: path)
        let identity = ExecutionIdentity(workflow: "w", name: "x")
        let error = await #expect(throws: WorkflowError.self) { try await journal.history(of: identity) }
        #expect(error?.code == .corrupt)
        try change("UPDATE execution SET input = '{'")
        let other = await #expect(throws: WorkflowError.self) { try await journal.describe(identity) }
        #expect(other?.code == .corrupt)
    }

    @Test func givesOthersNoAccess() async throws {
        try await fill()
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        #expect((mode?.intValue ?? 0o777) & ~0o640 == 0)
    }

    @Test(arguments: ["", ":memory:"]) func needsAFile(path: String) {
        let error = #expect(throws: WorkflowError.self) { try WorkflowJournal(path: path) }
        #expect(error?.code == .invalidRequest)
    }

    @Test func needsAFolder() {
        let error = #expect(throws: WorkflowError.self) { try WorkflowJournal(path: folder.path("none/w.sqlite")) }
        #expect(error?.code == .unavailable)
    }

    /// A journal with one execution, and nothing left in the log beside it.
    private func fill() async throws {
        let runner = DurableRunner(journal: try JournalSample.journal(path), registry: TaskRegistry())
        _ = try await runner.start(JournalSample.request(JournalSample.passing()))
        try change("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    private func change(_ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: sql)
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try queue.close()
    }

    private func expectRefusal(_ code: WorkflowError.Code, _ words: String) throws {
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let error = #expect(throws: WorkflowError.self) { try WorkflowJournal(path: path) }
        #expect(error?.code == code)
        #expect(try error?.message.contains(Regex(words)) == true, "\(String(describing: error))")
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }
}
