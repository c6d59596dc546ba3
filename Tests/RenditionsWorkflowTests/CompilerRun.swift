import Foundation

/// A source file put to the compiler, against the modules that stand beside the test's own binary.
struct CompilerRun {
    let succeeded: Bool
    /// What the compiler wrote.
    let text: String

    /// The built modules.
    private static let modules: String? = {
        guard let binary = CommandLine.arguments.first else { return nil }
        let folder = URL(fileURLWithPath: binary).resolvingSymlinksInPath().deletingLastPathComponent()
        let modules = folder.appendingPathComponent("Modules").path
        return FileManager.default.fileExists(atPath: modules + "/RenditionsWorkflow.swiftmodule") ? modules : nil
    }()

    static var isPossible: Bool { modules != nil }

    init(_ source: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wrong-order-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("Source.swift")
        try Data(source.utf8).write(to: file)
        let output = folder.appendingPathComponent("output")
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "swiftc", "-typecheck", "-swift-version", "6", "-package-name", "checked", "-I", Self.modules ?? "",
            file.path,
        ]
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        process.standardError = handle
        let status = await withCheckedContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(returning: -1)
            }
        }
        try handle.close()
        succeeded = status == 0
        text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
    }
}
