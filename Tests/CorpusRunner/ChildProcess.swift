#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A process whose end tells what it used. Foundation's `Process` waits in a way that loses it.
struct ChildProcess {
    private let id: pid_t
    private let start = ContinuousClock.now

    struct SpawnFailure: Error, CustomStringConvertible {
        var program: String
        var code: Int32

        var description: String { "\(program) can't be started: \(String(cString: strerror(code)))" }
    }

    /// - Parameters:
    ///   - arguments: the program's path, then its arguments.
    ///   - output: the file that standard output goes to. A file and no pipe: nobody has to empty it.
    ///   - errors: the file that standard error goes to.
    init(_ arguments: [String], output: String, errors: String) throws {
        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        #else
        var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let writing = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, writing, 0o600)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, writing, 0o600)
        var list: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { list.forEach { free($0) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, arguments[0], &actions, nil, &list, environ)
        guard code == 0 else { throw SpawnFailure(program: arguments[0], code: code) }
        self.id = id
    }

    /// Waits, and kills the process when it has not ended in time or the task is cancelled.
    ///
    /// - Parameter limit: from the process's start.
    func end(within limit: Duration) async -> ProcessEnd {
        var wasKilled = false
        while true {
            var status: Int32 = 0
            var usage = rusage()
            if wait4(id, &status, WNOHANG, &usage) == id {
                return ProcessEnd(status: status, usage: usage, wasKilled: wasKilled, duration: .now - start)
            }
            if !wasKilled, Task.isCancelled || .now - start > limit {
                kill(id, SIGKILL)
                wasKilled = true
            }
            // A cancelled task does not sleep, but has to wait for what it killed all the same.
            try? await Task.sleep(for: .milliseconds(5))
        }
    }
}
