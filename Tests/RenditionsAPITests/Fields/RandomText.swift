/// Texts with much in them that means something to somebody.
enum RandomText {
    private static let pieces = [
        "a", "Z", "0", " ", "\t", "\r", "\n", "\r\n", "\0", "\u{7F}", "\u{85}", "\"", "\\", "/", "%", "%2F", "%00", "+",
        "&", "=", ";",
        ",", "'", "*", ".", "..", "-", "#", "?", ":", "(", ")", "W/", "bytes=", "\u{E4}", "e\u{301}", "\u{301}",
        "\u{202E}", "\u{2028}",
        "\u{FEFF}", "\u{1F600}", "\u{212A}", "\u{FFFD}", "sha-256=", "wait=", "boundary=", "filename*=", "UTF-8''",
    ]

    static func make(upTo count: Int = 12, using random: inout some RandomNumberGenerator) -> String {
        (0..<Int.random(in: 0...count, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
    }
}
