internal import Foundation

/// A file that all workers write lines to: what was done stands there whatever became of who did it.
final class AuditLog: Sendable {
    private let descriptor: Int32

    /// - Throws: where the file can't be opened.
    init(path: String) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    deinit { close(descriptor) }

    /// One call of write for each line: a line is in the file whole or not at all, behind every line before.
    func add(_ words: String...) {
        let line = Array((words.joined(separator: " ") + "\n").utf8)
        precondition(write(descriptor, line, line.count) == line.count, "The audit log can't be written to.")
    }
}
