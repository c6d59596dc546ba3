extension ByteView {
    /// The first place of `byte` at or after `offset`; nil where there is none.
    ///
    /// Reads eight bytes at a time: a byte of a word is zero exactly where `(w - 0x01…01) & ~w & 0x80…80` has a bit at
    /// or below it, the lowest such bit being exact (Warren, Hacker's Delight, 2nd edition, section 6-1).
    func firstIndex(of byte: UInt8, from offset: Int) -> Int? {
        guard holds(offset, 1) else { return nil }
        return withMemory { memory in
            let ones: UInt64 = 0x0101_0101_0101_0101
            let pattern = ones &* UInt64(byte)
            var index = offset
            while index &+ 8 <= memory.count {
                let word = UInt64(littleEndian: memory.loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ pattern
                let zeros = (word &- ones) & ~word & (ones &<< 7)
                if zeros != 0 { return index &+ zeros.trailingZeroBitCount / 8 }
                index &+= 8
            }
            while index < memory.count {
                if memory[index] == byte { return index }
                index &+= 1
            }
            return nil
        }
    }

    /// Whether these ASCII bytes stand anywhere within.
    func contains(_ text: StaticString) -> Bool {
        guard let first = text.withUTF8Buffer({ $0.first }) else { return true }
        var offset = 0
        while let found = firstIndex(of: first, from: offset) {
            if matches(text, at: found) { return true }
            offset = found + 1
        }
        return false
    }
}
