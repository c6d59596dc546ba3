internal import ArgumentParser

/// A command that writes to the console that it is given, and to nothing else.
protocol ConsoleCommand: AsyncParsableCommand {
    /// - Throws: ``ToolFailure``, `RenderError`, `StoreError`; ``ExitStatus`` when everything has been said;
    ///   `CancellationError`.
    func run(on console: Console) async throws
}

extension ConsoleCommand {
    func run() async throws { try await run(on: .standard) }
}
