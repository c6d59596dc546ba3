/// Which byte of a number comes first in a file: TIFF and EXIF know both.
///
/// Not `Endianness`, which NIO has, nor `ByteOrder`, which the core has.
public enum FileByteOrder: Hashable, Sendable, CaseIterable {
    /// Most significant byte first: `MM` in TIFF.
    case big
    /// Least significant byte first: `II` in TIFF.
    case little

    /// The lowest 16 bits of a number.
    func bytes16(_ value: Int) -> [UInt8] {
        let pair = [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
        return self == .big ? pair : pair.reversed()
    }

    /// The lowest 32 bits of a number.
    func bytes32(_ value: Int) -> [UInt8] {
        self == .big ? bytes16(value >> 16) + bytes16(value) : bytes16(value) + bytes16(value >> 16)
    }
}
