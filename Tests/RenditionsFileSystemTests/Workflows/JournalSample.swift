import Foundation
import GRDB
import RenditionsFileSystem
import RenditionsTesting
import RenditionsWorkflow

/// What the tests of the journal make again and again.
enum JournalSample {
    static let origin = Date(timeIntervalSince1970: 1_700_000_000)

    static func machine(_ start: String, _ states: [String]) throws -> StateMachine {
        try StateMachine(json: "{\"StartAt\": \"\(start)\", \"States\": {\(states.joined(separator: ", "))}}")
    }

    static func task(_ name: String, _ fields: String = "\"End\": true") -> String {
        """
        "\(name)": {"Type": "Task", "Resource": "arn:aws:lambda:local:000000000000:function:f", \(fields)}
        """
    }

    /// A machine of one task.
    static func working() throws -> StateMachine { try machine("T", [task("T")]) }

    static func passing() throws -> StateMachine {
        try machine("P", ["\"P\": {\"Type\": \"Pass\", \"End\": true}"])
    }

    static func request(_ machine: StateMachine, name: String? = "x", input: JSONValue = [:]) -> StartRequest {
        StartRequest(workflow: "w", machine: machine, name: name, input: input)
    }

    static func registry(_ function: @escaping TaskRegistry.Function) -> TaskRegistry {
        var registry = TaskRegistry()
        registry.register(function: "f", function)
        return registry
    }

    /// - Parameter seconds: how far the lease clock is ahead of others. Where it does not step, it stands still.
    static func journal(
        _ path: String, clock: WorkflowClock? = nil, leaseClock: SteppingClock = SteppingClock(),
        ahead seconds: Double = 0
    ) throws -> WorkflowJournal {
        try WorkflowJournal(
            path: path, configuration: .init(durability: .none),
            clock: clock ?? WorkflowClock(InstantClock(), startingAt: origin),
            leaseClock: WorkflowClock(leaseClock, startingAt: origin + seconds))
    }

    static func served(
        _ journal: WorkflowJournal, _ registry: TaskRegistry,
        _ configuration: DurableRunner.Configuration = DurableRunner.Configuration()
    ) -> ServedRunner {
        let runner = DurableRunner(journal: journal, registry: registry, configuration: configuration)
        return ServedRunner(runner) { try await runner.run() }
    }

    /// The journal as the disk would have it if the process ended now.
    static func copy(_ path: String, to other: String) throws {
        let (source, target) = (try DatabaseQueue(path: path), try DatabaseQueue(path: other))
        try source.backup(to: target)
        try source.close()
        try target.close()
    }

    static func value<Value: DatabaseValueConvertible>(_ sql: String, in path: String) throws -> Value? {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { db in try Value.fetchOne(db, sql: sql) }
    }
}
