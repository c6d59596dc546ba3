import RenditionsWorkflow

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What executions take of memory that wait for a time far away.
struct IdleMemory {
    let executions: Int

    func print(for kind: SpeedRunner) async throws {
        let machine = try StateMachine(
            json: #"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 86400, "End": true}}}"#)
        let bytes = try await kind.with(TaskRegistry()) { runner in
            // The first ones pay for what all share.
            try await start(machine, from: 0, count: 100, runner)
            let before = Self.residentBytes
            try await start(machine, from: 100, count: executions, runner)
            return Self.residentBytes - before
        }
        Swift.print("memory of an idle execution, \(kind.rawValue): \(bytes / executions) bytes")
    }

    private func start(_ machine: StateMachine, from: Int, count: Int, _ runner: any WorkflowRunner) async throws {
        try await withThrowingTaskGroup { group in
            for worker in 0..<100 {
                group.addTask {
                    for number in stride(from: from + worker, to: from + count, by: 100) {
                        _ = try await runner.start(
                            StartRequest(
                                workflow: "idle", machine: machine, name: "\(number)",
                                input: ["key": "originals/a.jpg"]))
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// What the process holds of memory; 0 where the system does not say.
    private static var residentBytes: Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
    }
}
