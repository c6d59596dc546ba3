internal import GRDB
internal import RenditionsWorkflow

/// The database of a ``WorkflowJournal``: how it is opened, and what is in it.
enum JournalDatabase {
    /// "RNDJ", so that `file` and this library tell the database from another application's.
    static let applicationID: Int32 = 0x524E_444A

    /// - Throws: `WorkflowError` with codes `corrupt`, `incompatible`; `DatabaseError`.
    static func open(path: String, configuration: WorkflowJournal.Configuration) throws -> DatabasePool {
        do {
            try SQLiteFile.check(path: path, applicationID: applicationID, migrator: migrator)
        } catch let refusal as SQLiteFile.Refusal {
            throw WorkflowError(refusal)
        }
        return try SQLiteFile.open(
            path: path, durability: configuration.durability, busyTimeout: configuration.busyTimeout,
            readers: configuration.maximumReaderCount, migrator: migrator)
    }

    /// A migration is never changed once it was released; its name is a contract.
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: firstSchema)
        }
        return migrator
    }()

    /// Times are milliseconds since 1970, documents are JSON. What every step touches is apart from what is only read, so
    /// that a step writes few pages; what runs is apart from what has ended, so that old executions slow nothing down.
    private static let firstSchema = """
        -- Documents of the States Language. Executions go on with the one that they began with, and are carried out by
        -- who works on its queue.
        CREATE TABLE machine (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            queue TEXT NOT NULL,
            workflow TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            document TEXT NOT NULL,
            UNIQUE (queue, workflow, fingerprint)
        );

        -- What can be listed. Written at the start and at the end.
        CREATE TABLE execution (
            id INTEGER PRIMARY KEY AUTOINCREMENT,   -- the order in which they began
            machine INTEGER NOT NULL,
            workflow TEXT NOT NULL,
            name TEXT NOT NULL,
            status TEXT NOT NULL,
            started INTEGER NOT NULL,
            ended INTEGER,
            redrives INTEGER NOT NULL,
            outcome TEXT,
            input TEXT NOT NULL,
            UNIQUE (workflow, name)
        );
        CREATE INDEX execution_by_status ON execution (status);
        CREATE INDEX execution_by_workflow ON execution (workflow);
        CREATE INDEX execution_by_workflow_and_status ON execution (workflow, status);
        CREATE INDEX execution_by_end ON execution (ended) WHERE ended IS NOT NULL;
        CREATE INDEX execution_by_machine ON execution (machine);

        -- The history: rows of consecutive events.
        CREATE TABLE event (
            id INTEGER PRIMARY KEY,
            execution INTEGER NOT NULL,
            first INTEGER NOT NULL,                 -- from 1 within the execution
            count INTEGER NOT NULL,
            body TEXT NOT NULL
        );
        CREATE UNIQUE INDEX event_by_execution ON event (execution, first);

        -- What an execution goes on from: a snapshot, and the inputs since.
        CREATE TABLE snapshot (
            execution INTEGER PRIMARY KEY,
            events INTEGER NOT NULL,                -- how many there were
            body TEXT NOT NULL
        );
        CREATE TABLE input (
            id INTEGER PRIMARY KEY,
            execution INTEGER NOT NULL,
            body TEXT NOT NULL
        );
        CREATE INDEX input_by_execution ON input (execution);

        -- Executions that have not ended, and who carries them out.
        CREATE TABLE work (
            execution INTEGER PRIMARY KEY,
            machine INTEGER NOT NULL,
            wake INTEGER NOT NULL,                  -- from when on somebody is to take it
            worker INTEGER,                         -- NULL while nobody has it
            token INTEGER,                          -- a new number at each taking; who has an older one may not write
            losses TEXT                             -- how often each attempt was lost with its worker
        );
        CREATE INDEX work_that_waits ON work (machine, wake) WHERE worker IS NULL;
        CREATE INDEX work_by_worker ON work (worker) WHERE worker IS NOT NULL;

        -- A worker holds everything that it has taken for as long as its lease.
        CREATE TABLE worker (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            expiry INTEGER NOT NULL
        );

        -- Executions that somebody has asked the worker to end.
        CREATE TABLE stop (
            execution INTEGER PRIMARY KEY,
            error TEXT,
            cause TEXT
        );
        """
}
