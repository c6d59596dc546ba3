internal import Foundation

/// What Linux says of a process. Nil where there is no such process, and on other systems.
struct ProcessFigures: Sendable {
    /// Bytes in memory now.
    var resident: Int
    /// The most bytes that were in memory since the start, or since ``forgetPeak(of:)``.
    var peak: Int
    /// Open file descriptors, without those of SQLite's files: a pool of connections makes another where more is read at once,
    /// and keeps it, whoever has asked.
    var descriptors: Int
    /// Bytes that were read so far, from files and from sockets.
    var bytesRead: Int

    init?(of process: Int32) {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
            let resident = Self.bytes("VmRSS", in: status), let peak = Self.bytes("VmHWM", in: status),
            let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd")
        else { return nil }
        self.resident = resident
        self.peak = peak
        descriptors = files.count { file in
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/fd/\(file)")
            return target?.contains(".sqlite") != true
        }
        let transfers = try? String(contentsOfFile: "/proc/\(process)/io", encoding: .utf8)
        bytesRead = transfers.flatMap { Self.number("rchar", in: $0) } ?? 0
    }

    /// What is in memory now is the most that was, from now on.
    static func forgetPeak(of process: Int32) {
        try? Data("5".utf8).write(to: URL(filePath: "/proc/\(process)/clear_refs"))
    }

    /// Linux gives them in KiB.
    private static func bytes(_ name: String, in text: String) -> Int? { number(name, in: text).map { $0 << 10 } }

    private static func number(_ name: String, in text: String) -> Int? {
        for line in text.split(separator: "\n") where line.hasPrefix(name + ":") {
            return line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }
        }
        return nil
    }
}
