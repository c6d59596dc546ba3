/// A canonical prefix code by the lengths of its words (RFC 1951 3.2.2).
struct HuffmanCode {
    /// Where the reading of one word stands.
    struct Walk {
        fileprivate var word = 0
        fileprivate var first = 0
        fileprivate var index = 0
        fileprivate var length = 0
    }

    enum Step {
        case symbol(Int)
        case more
        case invalid
    }

    static let fixedLiterals = HuffmanCode(
        counts: [0, 0, 0, 0, 0, 0, 0, 24, 152, 112] + [Int](repeating: 0, count: 6),
        symbols: Array(256...279) + Array(0...143) + Array(280...287) + Array(144...255))
    static let fixedDistances = HuffmanCode(
        counts: [0, 0, 0, 0, 0, 30] + [Int](repeating: 0, count: 10), symbols: Array(0...29))

    /// Number of words of each length, 0 to 15 bits.
    private let counts: [Int]
    /// Symbols in the order of their words.
    private let symbols: [Int]

    private init(counts: [Int], symbols: [Int]) {
        self.counts = counts
        self.symbols = symbols
    }

    /// From the length of each symbol's word, 0 for none; nil where there are more words than the lengths have room for.
    init?(_ lengths: ArraySlice<Int>) {
        var counts = [Int](repeating: 0, count: 16)
        for length in lengths where length > 0 { counts[length] += 1 }
        var room = 1
        for length in 1...15 {
            room = room * 2 - counts[length]
            guard room >= 0 else { return nil }
        }
        var starts = [Int](repeating: 0, count: 17)
        for length in 1...15 { starts[length + 1] = starts[length] + counts[length] }
        var symbols = [Int](repeating: 0, count: starts[16])
        for (symbol, length) in zip(0..., lengths) where length > 0 {
            symbols[starts[length]] = symbol
            starts[length] += 1
        }
        self.init(counts: counts, symbols: symbols)
    }

    /// Takes one more bit of a word.
    func step(_ walk: inout Walk, _ bit: Int) -> Step {
        walk.length += 1
        guard walk.length <= 15 else { return .invalid }
        walk.word |= bit
        let count = counts[walk.length]
        if walk.word - walk.first < count { return .symbol(symbols[walk.index + walk.word - walk.first]) }
        walk.index += count
        walk.first = (walk.first + count) << 1
        walk.word <<= 1
        return .more
    }
}
