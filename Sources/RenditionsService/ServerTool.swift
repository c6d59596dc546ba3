package import RenditionsApp

/// The server as a function: arguments and environment in, text and an exit status out.
package enum ServerTool {
    /// Serves until it is told to end, or does what an argument asks for instead.
    ///
    /// - Parameters:
    ///   - arguments: without the name of the program.
    ///   - environment: all variables.
    /// - Returns: the exit status; see ``ExitStatus``.
    package static func run(
        _ arguments: [String], environment: [String: String], on console: Console
    ) async -> Int32 {
        let arguments = ServerArguments(arguments)
        switch arguments.wish {
        case .help:
            console.print(SettingsHelp(columns: console.columns).text)
            return ExitStatus.success.rawValue
        case .version:
            console.print(Tool.version)
            return ExitStatus.success.rawValue
        case .printConfig, nil: break
        }
        do {
            let reading = try SettingsReading(arguments, environment: environment)
            if arguments.wish == .printConfig {
                console.print(SettingsDocument.yaml(reading))
            } else {
                try await ServerRun(settings: reading.settings, console: console).run()
            }
            return ExitStatus.success.rawValue
        } catch let refusal as SettingsRefusal {
            for fault in refusal.faults { console.complain("usage", fault) }
            console.note("Run `\(console.name) --help` to see what is accepted.")
            return ExitStatus.usage.rawValue
        } catch {
            if let status = console.explain(error) { return status.rawValue }
            console.complain("failed", "\(error)".printable)
            return ExitStatus.environment.rawValue
        }
    }
}
