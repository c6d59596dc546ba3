internal import Foundation

/// A writer in a process of its own.
struct WriterProcess {
    private let process = Process()
    private let output = Pipe()

    init(root: String, seed: UInt64) throws {
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["write", "--root", root, "--seed", String(seed)]
        process.standardOutput = output
        try process.run()
    }

    /// What the writer told until it was killed, line by line; the last line says so where it ended by itself, which
    /// it must not.
    ///
    /// - Parameter delay: from the first change that was acknowledged or refused.
    func journal(killedAfter delay: Duration) throws -> [Substring] {
        var bytes = Data()
        while !bytes.contains("done") && !bytes.contains("refused") {
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { break }
            bytes += more
        }
        let microseconds = delay.components.attoseconds / 1_000_000_000_000
        usleep(UInt32(microseconds))
        kill(process.processIdentifier, SIGKILL)
        bytes += try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let wasKilled = process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
        if !wasKilled { bytes += Data("the writer ended by itself with \(process.terminationStatus)\n".utf8) }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    }
}

extension Data {
    fileprivate func contains(_ text: String) -> Bool { range(of: Data(text.utf8)) != nil }
}
