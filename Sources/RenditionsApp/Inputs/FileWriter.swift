internal import NIOCore
internal import Renditions

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Writes whole files.
enum FileWriter {
    /// - Throws: `StoreError` with code `permission-denied` or `unavailable`.
    static func makeFolder(_ path: String) throws {
        try translating("The folder \(path.printable) can't be made.") {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
    }

    /// Writes a file whole or not at all; what was there before is replaced.
    ///
    /// - Throws: `StoreError` with code `permission-denied` or `unavailable`.
    static func write(_ bytes: ByteBuffer, to path: String) throws {
        try translating("The file \(path.printable) can't be written.") {
            try Data(bytes.readableBytesView).write(to: URL(filePath: path), options: .atomic)
        }
    }

    private static func translating(_ message: String, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            let isDenied = (error as? CocoaError)?.code == .fileWriteNoPermission
            throw StoreError(isDenied ? .permissionDenied : .unavailable, message, cause: error)
        }
    }
}
