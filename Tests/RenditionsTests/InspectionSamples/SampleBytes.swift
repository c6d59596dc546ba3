import NIOCore

/// The pieces that files are put together from.
extension [UInt8] {
    /// A number in so many bytes, most significant first.
    static func big(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * (width - 1 - $0))) }
    }

    /// A number in so many bytes, least significant first.
    static func little(_ value: Int, _ width: Int) -> [UInt8] { big(value, width).reversed() }

    /// These parts one after the other.
    static func joining(_ parts: [UInt8]...) -> [UInt8] { Array(parts.joined()) }

    static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

    static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// Whether these bytes stand anywhere within.
    func holds(_ part: [UInt8]) -> Bool {
        guard !part.isEmpty, count >= part.count else { return part.isEmpty }
        return (0...count - part.count).contains { self[$0..<$0 + part.count].elementsEqual(part) }
    }

    /// The bytes with others written over those from `offset` on.
    func replacing(at offset: Int, with other: [UInt8]) -> [UInt8] {
        var copy = self
        copy.replaceSubrange(offset..<offset + other.count, with: other)
        return copy
    }

    var buffer: ByteBuffer { ByteBuffer(bytes: self) }
}

/// A reproducible source of random numbers: SplitMix64 (Steele, Lea and Flood 2014).
struct SampleRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
