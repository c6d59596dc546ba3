#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A folder on the disk on which this package lies, removed with the last reference: what `/tmp` is may be memory.
final class SpeedFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.currentDirectoryPath + "/.build/steps-\(ProcessInfo.processInfo.processIdentifier)"
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
