internal import ArgumentParser
internal import Renditions
internal import RenditionsWorkflow

/// The command-line tool as a function: arguments in, text and an exit status out.
package enum Tool {
    package static var version: String { RootCommand.versionText }

    /// Runs one command line.
    ///
    /// - Parameter arguments: without the name of the program.
    /// - Returns: the exit status; see ``ExitStatus``.
    package static func run(_ arguments: [String], on console: Console) async -> Int32 {
        let command: any ParsableCommand
        do {
            command = try await RootCommand.asyncParseAsRoot(arguments)
        } catch {
            return explain(error, in: arguments, on: console)
        }
        do {
            if let command = command as? any ConsoleCommand {
                try await command.run(on: console)
            } else {
                // The parser's own commands: help, versions, completion scripts.
                var command = command
                try command.run()
            }
            return ExitStatus.success.rawValue
        } catch let status as ExitStatus {
            return status.rawValue
        } catch is CancellationError {
            return ExitStatus.interrupted.rawValue
        } catch {
            return console.explain(error)?.rawValue ?? explain(error, in: arguments, on: console)
        }
    }

    /// Like ``run(_:on:)``; an interrupt or a request to end stops the work in order. A second one ends the process at
    /// once.
    package static func runUntilSignal(_ arguments: [String], on console: Console) async -> Int32 {
        let work = Task { await run(arguments, on: console) }
        let watch = await SignalWatch { _ in work.cancel() }
        let status = await work.value
        guard status == ExitStatus.interrupted.rawValue, let signal = watch.received else { return status }
        // What shells show of a process that a signal has ended.
        return 128 + signal
    }

    /// Help goes to standard output and is no failure; everything else that the parser says is a wrong command line.
    private static func explain(_ error: any Error, in arguments: [String], on console: Console) -> Int32 {
        guard RootCommand.exitCode(for: error) != .success else {
            console.print(RootCommand.fullMessage(for: error, columns: console.columns))
            return ExitStatus.success.rawValue
        }
        let message = RootCommand.message(for: error)
        console.complain("usage", message)
        // The tool's own options start with two dashes; the parser may call a file that is taken for one missing.
        let hasDash = arguments.contains {
            $0.hasPrefix("-") && !$0.hasPrefix("--") && $0 != "-h" && $0 != "-" && Double($0) == nil
        }
        if hasDash || message.hasPrefix("Unknown option") {
            console.note("A file whose name starts with a dash is given as ./-name, or after -- at the end.")
        }
        console.note("Run `renditions --help`, or `renditions help COMMAND`, to see what is accepted.")
        return ExitStatus.usage.rawValue
    }
}
