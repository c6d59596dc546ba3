/// Reads bits from the lowest of each byte upwards.
struct BitReader {
    private let view: ByteView
    private var position: Int

    init(_ view: ByteView, from offset: Int) {
        self.view = view
        position = offset * 8
    }

    /// The next `count` bits as a number, at most 32; nil at the end.
    mutating func read(_ count: Int) -> Int? {
        var value = 0
        for index in 0..<count {
            guard let byte = view.u8(position / 8) else { return nil }
            value |= (byte >> (position % 8) & 1) << index
            position += 1
        }
        return value
    }
}
