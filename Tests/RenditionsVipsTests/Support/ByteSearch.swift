import NIOCore
import Renditions

/// Looks for bytes anywhere in a file.
struct ByteSearch {
    private let bytes: [UInt8]

    init(_ file: ByteBuffer) { bytes = Array(file.readableBytesView) }

    func contains(_ text: String) -> Bool { contains(Array(text.utf8)) }

    func contains(_ wanted: [UInt8]) -> Bool {
        guard let first = wanted.first, bytes.count >= wanted.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            (0...bytes.count - wanted.count).contains { start in
                bytes[start] == first && (1..<wanted.count).allSatisfy { bytes[start + $0] == wanted[$0] }
            }
        }
    }

    /// The names of a PNG's chunks; empty for other files.
    var chunkNames: [String] {
        guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return [] }
        var names: [String] = []
        var position = 8
        while position + 8 <= bytes.count {
            let length = bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
            names.append(String(decoding: bytes[position + 4..<position + 8], as: UTF8.self))
            position += 12 + length
        }
        return names
    }
}
