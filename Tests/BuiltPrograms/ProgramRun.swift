internal import Foundation

/// What one run of a program gave.
package struct ProgramRun: Sendable {
    /// What it exited with, or the signal that ended it.
    package var status: Int32
    /// Standard output.
    package var output: String
    /// Standard error.
    package var errors: String

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - arguments: the program's name, which is looked for in `PATH`, or its path; then its arguments.
    ///   - environment: changes to this process's; nil takes a variable away.
    package init(_ arguments: [String], environment: [String: String?] = [:]) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files and no pipes: nobody has to empty two at once.
        let files = [folder.appendingPathComponent("output"), folder.appendingPathComponent("errors")]
        for file in files { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.environment = environment.reduce(into: ProcessInfo.processInfo.environment) { $0[$1.key] = $1.value }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus
        output = String(decoding: try Data(contentsOf: files[0]), as: UTF8.self)
        errors = String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
    }
}
