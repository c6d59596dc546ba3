/// The values of one TIFF field, by type (TIFF 6.0 section 2).
enum TIFFValue: Sendable {
    /// BYTE, type 1.
    case bytes([UInt8])
    /// ASCII, type 2, to which the NUL at the end is added.
    case text(String)
    /// SHORT, type 3.
    case shorts([Int])
    /// LONG, type 4.
    case longs([Int])
    /// RATIONAL, type 5: numerator and denominator.
    case rationals([(Int, Int)])
    /// UNDEFINED, type 7.
    case undefined([UInt8])

    /// The type's number.
    var type: Int {
        switch self {
        case .bytes: 1
        case .text: 2
        case .shorts: 3
        case .longs: 4
        case .rationals: 5
        case .undefined: 7
        }
    }

    /// How many values there are, which for text and bytes is how many bytes.
    var count: Int {
        switch self {
        case .bytes(let values), .undefined(let values): values.count
        case .text(let text): text.utf8.count + 1
        case .shorts(let values), .longs(let values): values.count
        case .rationals(let values): values.count
        }
    }

    func encoded(_ order: FileByteOrder) -> [UInt8] {
        switch self {
        case .bytes(let values), .undefined(let values): values
        case .text(let text): Array(text.utf8) + [0]
        case .shorts(let values): values.flatMap(order.bytes16)
        case .longs(let values): values.flatMap(order.bytes32)
        case .rationals(let values): values.flatMap { order.bytes32($0.0) + order.bytes32($0.1) }
        }
    }
}
