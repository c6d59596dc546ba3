import RenditionsWorkflow

extension ASLTrial {
    /// Every way in which this package runs a document.
    public static let all: [ASLTrial] = [
        ASLTrial("Interpreter, made again from its snapshot after each input") { try ASLSimulation().run($0) },
        ASLTrial("InProcessRunner") { trial in
            try await ASLRunnerTrial { InProcessRunner(registry: $0, clock: $1) }.run(trial)
        },
    ]
}
