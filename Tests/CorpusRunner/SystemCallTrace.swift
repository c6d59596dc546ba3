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
        // A shell that does nothing, and one with a child that does nothing: who sees no difference is no watchman.
        for (script, isSeen) in [(":", false), ("(:); :", true)] {
            let probe = try ChildProcess(
                arguments(for: ["/bin/sh", "-c", script]), output: "/dev/null", errors: "/dev/null")
            guard await probe.end(within: .seconds(10)).manner == .exited(0), await faults().isEmpty != isSeen else {
                return nil
            }
        }
    }

    /// strace as a process beside the tool and not above it (`-D`), so that what is measured is the tool.
    func arguments(for command: [String]) -> [String] {
        // Calls that this machine does not have are passed over: the question mark.
        let calls = ["execve", "execveat", "connect", "socket", "?fork", "?vfork", "clone", "clone3"]
        return [program, "-D", "-f", "-qq", "-o", log, "-e", "trace=" + calls.joined(separator: ",")]
            + ["-e", "signal=none", "--seccomp-bpf"] + command
    }

    /// What the process must not have done. Asked after its end.
    ///
    /// The first line is the tool's own start.
    func faults() async -> [String] {
        let lines = await lines(within: .seconds(30))
        guard let first = lines.first, first.contains("execve(") else { return ["strace has written nothing"] }
        return lines.dropFirst().filter { !Self.startsAThread($0) }.map { "a child process or a socket: \($0)" }
    }

    /// Threads and processes are made by the same call; what it makes is said by its flags (clone(2)).
    private static func startsAThread(_ line: String) -> Bool {
        (line.contains(" clone(") || line.contains(" clone3(")) && line.contains("CLONE_THREAD")
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
