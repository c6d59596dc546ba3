import BuiltPrograms
import CorpusFiles
import Testing

/// Whether one process may watch the system calls of another here.
enum Tracing {
    static let advice: Comment = "strace is missing or may not trace: install it, or let processes be traced"

    static let isPossible =
        Requirement.all || (try? ProgramRun(["strace", "-o", "/dev/null", "/bin/true"]))?.status == 0
}
