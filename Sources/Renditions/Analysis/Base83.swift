/// The digits of BlurHash: 83 characters that need no escape in JSON, HTML attributes and most shells.
///
/// Their order is part of the format (woltapp/blurhash, Algorithm.md, "Base 83").
enum Base83 {
    private static let digits = Array(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~".utf8)

    private static let values: [UInt8: Int] = Dictionary(
        uniqueKeysWithValues: digits.enumerated().map { ($0.element, $0.offset) })

    /// The last `length` digits of a number, the highest first.
    static func encode(_ number: Int, length: Int) -> [UInt8] {
        var rest = number
        var text = [UInt8](repeating: digits[0], count: length)
        for index in text.indices.reversed() {
            text[index] = digits[rest % 83]
            rest /= 83
        }
        return text
    }

    /// The number that a few digits stand for; nil where one of them is none.
    static func decode(_ text: some Sequence<UInt8>) -> Int? {
        var number = 0
        for digit in text {
            guard let value = values[digit] else { return nil }
            number = number * 83 + value
        }
        return number
    }
}
