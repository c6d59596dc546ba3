internal import Foundation

/// The system calls by which a process could start another or reach the network, written down by strace.
struct SystemCallTrace {
    private let program: String
    private let log: String

    /// - Parameter log: the file that strace writes.
    /// - Returns: nil where strace is not installed or may not trace.
    init?(log: String) async throws {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        guard let program = folders.map({ $0 + "/strace" }).first(where: FileManager.default.isExecutableFile) else {
            return nil
        }
        self.program = program
        self.log = log
        let probe = try ChildProcess(arguments(for: ["/bin/true"]), output: "/dev/null", errors: "/dev/null")
        guard await probe.end(within: .seconds(10)).manner == .exited(0), await !lines(within: .seconds(5)).isEmpty
        else { return nil }
    }

    /// strace as a process beside the tool and not above it (`-D`), so that what is measured is the tool.
    func arguments(for command: [String]) -> [String] {
        [program, "-D", "-f", "-qq", "-o", log, "-e", "trace=execve,execveat,connect,socket", "-e", "signal=none"]
            + ["--seccomp-bpf"] + command
    }

    /// What the process must not have done. Asked after its end.
    ///
    /// The first line is the tool's own start.
    func faults() async -> [String] {
        let lines = await lines(within: .seconds(30))
        guard let first = lines.first, first.contains("execve(") else { return ["strace has written nothing"] }
        return lines.dropFirst().map { "a child process or a socket: \($0)" }
    }

    /// The calls, once strace has written the last of them: it ends a little after the process that it watches.
    private func lines(within limit: Duration) async -> [String] {
        let start = ContinuousClock.now
        var before = -1
        while true {
            let text = String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
            let lines = text.split(separator: "\n").filter { !$0.contains("resumed>") }.map(String.init)
            if !lines.isEmpty, text.utf8.count == before || .now - start > limit { return lines }
            if .now - start > limit || Task.isCancelled { return lines }
            before = text.utf8.count
            try? await Task.sleep(for: .milliseconds(300))
        }
    }
}
