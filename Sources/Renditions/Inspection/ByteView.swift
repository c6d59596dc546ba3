/// Bytes of a file that belong to somebody else, read with every access checked: what lies outside is nil, never a trap.
///
/// Valid only inside the closure that lent the memory; a view never leaves the inspection that made it. Offsets count
/// from the start of the view. Numbers come back as `Int`, which holds every 32-bit value.
struct ByteView {
    private let memory: UnsafeRawBufferPointer

    init(_ memory: UnsafeRawBufferPointer) { self.memory = memory }

    var count: Int { memory.count }

    /// The bare memory, for loops whose bounds the caller has checked.
    func withMemory<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result { body(memory) }

    /// Whether `length` bytes from `offset` on lie inside; both may be any number.
    func holds(_ offset: Int, _ length: Int) -> Bool {
        offset >= 0 && length >= 0 && offset <= memory.count && length <= memory.count - offset
    }

    func u8(_ offset: Int) -> Int? {
        holds(offset, 1) ? Int(memory[offset]) : nil
    }

    func u16(_ offset: Int, _ order: ByteOrder) -> Int? {
        guard holds(offset, 2) else { return nil }
        let value = memory.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
        return Int(order == .big ? UInt16(bigEndian: value) : UInt16(littleEndian: value))
    }

    /// Three bytes, least significant first, as WebP writes its lengths.
    func u24(_ offset: Int) -> Int? {
        guard let low = u16(offset, .little), let high = u8(offset + 2) else { return nil }
        return high << 16 | low
    }

    func u32(_ offset: Int, _ order: ByteOrder) -> Int? {
        guard holds(offset, 4) else { return nil }
        let value = memory.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        return Int(order == .big ? UInt32(bigEndian: value) : UInt32(littleEndian: value))
    }

    /// Eight bytes, most significant first; nil also where the value is beyond `Int`.
    func u64(_ offset: Int) -> Int? {
        guard holds(offset, 8) else { return nil }
        return Int(exactly: UInt64(bigEndian: memory.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
    }

    func slice(_ offset: Int, _ length: Int) -> ByteView? {
        guard holds(offset, length) else { return nil }
        return ByteView(UnsafeRawBufferPointer(rebasing: memory[offset..<offset + length]))
    }

    /// Everything from `offset` on; empty at the end, nil beyond it.
    func rest(from offset: Int) -> ByteView? {
        slice(offset, count - offset)
    }

    /// Whether these ASCII bytes stand at `offset`.
    func matches(_ text: StaticString, at offset: Int = 0) -> Bool {
        guard holds(offset, text.utf8CodeUnitCount) else { return false }
        return text.withUTF8Buffer { wanted in
            for index in 0..<wanted.count where memory[offset + index] != wanted[index] { return false }
            return true
        }
    }

    /// A copy of all bytes.
    var bytes: [UInt8] { [UInt8](memory) }

    /// The text of these bytes up to the first NUL, with what is not UTF-8 replaced.
    var text: String { String(decoding: memory.prefix { $0 != 0 }, as: UTF8.self) }

    /// The four letters at `offset`.
    func fourCC(_ offset: Int) -> FourCC? {
        u32(offset, .big).map { FourCC(code: UInt32($0)) }
    }
}
