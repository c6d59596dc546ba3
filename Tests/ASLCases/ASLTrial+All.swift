import RenditionsFileSystem
import RenditionsTesting
import RenditionsWorkflow

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension ASLTrial {
    /// Every way in which this package runs a document.
    public static let all: [ASLTrial] = [
        ASLTrial("Interpreter, made again from its snapshot after each input") { try ASLSimulation().run($0) },
        ASLTrial("InProcessRunner") { trial in
            try await ASLRunnerTrial { InProcessRunner(registry: $0, clock: $1) }.run(trial)
        },
        ASLTrial("DurableRunner") { trial in
            let path = FileManager.default.temporaryDirectory.appendingPathComponent("asl-\(UUID().uuidString)").path
            defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) } }
            return try await ASLRunnerTrial { registry, clock in
                let journal = try WorkflowJournal(path: path, configuration: .init(durability: .none), clock: clock)
                let runner = DurableRunner(journal: journal, registry: registry)
                return ServedRunner(runner) { try await runner.run() }
            }.run(trial)
        },
    ]
}
