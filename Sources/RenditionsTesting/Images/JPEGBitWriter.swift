/// Entropy-coded data: bits from the highest on, and a zero behind each byte 0xFF (ITU-T T.81 F.1.2.3).
struct JPEGBitWriter {
    private var bytes: [UInt8] = []
    private var held = 0
    private var heldBits = 0

    /// Appends the lowest `count` bits of a number, at most 16.
    mutating func append(_ bits: Int, count: Int) {
        held = held << count | bits & (1 << count - 1)
        heldBits += count
        while heldBits >= 8 {
            heldBits -= 8
            let byte = UInt8(truncatingIfNeeded: held >> heldBits)
            bytes.append(byte)
            if byte == 0xFF { bytes.append(0) }
        }
        held &= 1 << heldBits - 1
    }

    /// All bytes; the last one is filled up with ones.
    consuming func finish() -> [UInt8] {
        if heldBits > 0 { append(0x7F, count: 8 - heldBits) }
        return bytes
    }
}
