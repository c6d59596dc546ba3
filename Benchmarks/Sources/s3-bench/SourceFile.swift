import Foundation
import NIOCore
import Renditions

/// A file whose bytes are read as they are wanted. Read in turn, as `ObjectBody` promises.
final class SourceFile: @unchecked Sendable {
    private static let chunk = 128 << 10

    private let file: FileHandle
    private let length: Int

    init(_ url: URL) throws {
        file = try FileHandle(forReadingFrom: url)
        length = Int(try file.seekToEnd())
        try file.seek(toOffset: 0)
    }

    deinit { try? file.close() }

    var body: ObjectBody {
        ObjectBody(length: length) { [self] in
            var bytes = ByteBuffer()
            let count = bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.chunk) { space in
                max(0, read(file.fileDescriptor, space.baseAddress, min(space.count, Self.chunk)))
            }
            return count == 0 ? nil : bytes
        }
    }
}
