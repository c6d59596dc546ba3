import Renditions

/// Keys of every kind of character and length.
enum RandomKey {
    /// Nil where the text that came out can't be a key.
    static func make(using generator: inout some RandomNumberGenerator) -> ObjectKey? {
        var text = ""
        let count = Int.random(in: 1...(Int.random(in: 0..<20, using: &generator) == 0 ? 400 : 16), using: &generator)
        for _ in 0..<count { text.unicodeScalars.append(scalar(using: &generator)) }
        return try? ObjectKey(text)
    }

    private static func scalar(using generator: inout some RandomNumberGenerator) -> UnicodeScalar {
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: "/"
        case 1: [".", "-", "%", "+", "=", "_", "~"].randomElement(using: &generator) ?? "."
        case 2: UnicodeScalar(UInt8.random(in: 0x41...0x5A, using: &generator))
        case 3: UnicodeScalar(UInt8.random(in: 0x20...0x7E, using: &generator))
        case 4: UnicodeScalar(UInt32.random(in: 0x300...0x36F, using: &generator)) ?? "a"
        case 5: UnicodeScalar(UInt32.random(in: 0x80...0x10FFFF, using: &generator)) ?? "b"
        default: UnicodeScalar(UInt8.random(in: 0x61...0x7A, using: &generator))
        }
    }
}
