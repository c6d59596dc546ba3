/// Four letters that name a chunk, a box or a brand.
struct FourCC: Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    let code: UInt32

    init(code: UInt32) { self.code = code }

    /// From four ASCII letters.
    init(stringLiteral text: StaticString) {
        code = text.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt32($1) } }
    }

    /// Whether all four are ASCII letters.
    var isAlphabetic: Bool {
        [24, 16, 8, 0].allSatisfy { (97...122).contains(code >> $0 & 0xFF | 0x20) }
    }

    /// The letters, with a dot for what is not printable ASCII.
    var description: String {
        let letters = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: code >> $0) }
        return String(decoding: letters.map { (33...126).contains($0) ? $0 : 46 }, as: UTF8.self)
    }
}
