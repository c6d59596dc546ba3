/// An archive of one program that may be carried out, as Lambda takes it; stored, not compressed.
enum ZipArchive {
    static func archive(of name: String, _ content: String) -> [UInt8] {
        let (name, content) = (Array(name.utf8), Array(content.utf8))
        let sums = little(checksum(content)) + little(UInt32(content.count)) + little(UInt32(content.count))
        // Version 2.0, names in UTF-8, stored, 1 January 1980.
        let fields = little(UInt16(20)) + little(UInt16(0x800)) + little(UInt16(0)) + little(UInt32(0x0021_0000))
        let lengths = little(UInt16(name.count)) + little(UInt16(0))
        let local = little(UInt32(0x0403_4B50)) + fields + sums + lengths + name + content
        // Made on Unix, where its mode is 0755 of a file.
        let entry =
            little(UInt32(0x0201_4B50)) + little(UInt16(3 << 8 | 20)) + fields + sums + lengths + little(UInt16(0))
            + little(UInt16(0)) + little(UInt16(0)) + little(UInt32(0o100755 << 16)) + little(UInt32(0)) + name
        let end =
            little(UInt32(0x0605_4B50)) + little(UInt32(0)) + little(UInt16(1)) + little(UInt16(1))
            + little(UInt32(entry.count)) + little(UInt32(local.count)) + little(UInt16(0))
        return local + entry + end
    }

    private static func little<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum = UInt32.max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
