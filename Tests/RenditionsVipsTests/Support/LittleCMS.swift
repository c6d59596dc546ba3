import CorpusFiles
import Foundation
import NIOCore
import Testing

/// The reference for colours: `jpgicc` of littleCMS, in Debian's liblcms2-utils.
enum LittleCMS {
    static let advice: Comment = "jpgicc (package liblcms2-utils) is missing: install it to run these tests"

    private static let tool: String? = {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        return folders.map { "\($0)/jpgicc" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    static var mayRun: Bool { tool != nil || Requirement.all }

    /// A JPEG in sRGB, by its embedded profile and the perceptual intent.
    static func sRGB(of file: ByteBuffer) throws -> ByteBuffer {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (input, output) = (folder.appendingPathComponent("in.jpg"), folder.appendingPathComponent("out.jpg"))
        try Data(file.readableBytesView).write(to: input)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(tool, advice))
        process.arguments = ["-t0", "-q100", input.path, output.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return ByteBuffer(bytes: try Data(contentsOf: output))
    }
}
