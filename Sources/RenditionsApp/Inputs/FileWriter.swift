internal import NIOCore
internal import Renditions

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Writes whole files.
enum FileWriter {
    /// - Throws: `StoreError` with code `permission-denied`, `storage-full` or `unavailable`.
    static func makeFolder(_ path: String) throws {
        try translating("The folder \(path.printable) can't be made.") {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
    }

    /// Writes a file whole or not at all; what was there before is replaced.
    ///
    /// - Throws: `StoreError` with code `permission-denied`, `storage-full` or `unavailable`.
    static func write(_ bytes: ByteBuffer, to path: String) throws {
        try translating("The file \(path.printable) can't be written.") {
            try Data(bytes.readableBytesView).write(to: URL(filePath: path), options: .atomic)
        }
    }

    /// As ``write(_:to:)``.
    static func write(_ text: String, to path: String) throws {
        try write(ByteBuffer(string: text.hasSuffix("\n") ? text : text + "\n"), to: path)
    }

    private static func translating(_ message: String, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            switch (error as? CocoaError)?.code {
            case .fileWriteNoPermission?, .fileWriteVolumeReadOnly?:
                throw StoreError(.permissionDenied, "\(message) Is the permission missing?", cause: error)
            case .fileWriteOutOfSpace?:
                throw StoreError(.storageFull, "\(message) The disk or the quota is full.", cause: error)
            default: throw StoreError(.unavailable, message, cause: error)
            }
        }
    }
}
