internal import Foundation
internal import NIOCore

/// Bytes that tell that part of an original other than its pixels has come through.
struct Marker: Sendable {
    var name: String
    private let bytes: [UInt8]
    /// What follows the bytes must be this too; there for markers so short that compressed pixels hold them by chance.
    private let follows: @Sendable (ArraySlice<UInt8>) -> Bool

    init(_ text: String) {
        self.init(text, Array(text.utf8)) { _ in true }
    }

    private init(_ name: String, _ bytes: [UInt8], follows: @escaping @Sendable (ArraySlice<UInt8>) -> Bool) {
        self.name = name
        self.bytes = bytes
        self.follows = follows
    }

    /// The texts that pictures made for such tests hold, here and elsewhere, and the beginnings of what would be run or
    /// unpacked.
    static let known: [Marker] = [
        Marker("LOCATION-CANARY"), Marker("CANARY-MAKE"), Marker("CANARY-TRAIL"), Marker("<?php"), Marker("<script"),
        // APPNOTE.TXT 4.3.7 and 4.4.3: a local header goes on with the version needed, at most 6.3.
        Marker("a zip header", [0x50, 0x4B, 3, 4]) { version in
            version.count > 1 && version[version.startIndex] <= 63 && version[version.startIndex + 1] == 0
        },
    ]

    func occurs(in buffer: ByteBuffer) -> Bool {
        let data = Data(buffer.readableBytesView)
        var rest = data.startIndex..<data.endIndex
        while let found = data.range(of: Data(bytes), in: rest) {
            if follows(ArraySlice(data[found.upperBound...].prefix(8))) { return true }
            rest = found.lowerBound + 1..<data.endIndex
        }
        return false
    }
}
