/// Reads the pieces that header fields are made of (RFC 9110, section 5.6), one after the other.
struct FieldScanner: Sendable {
    /// What a backslash does between quotes.
    enum Escapes: Sendable {
        /// It makes a character of whatever follows (section 5.6.4).
        case ofAnything
        /// It makes one of a quote or another backslash, and is one itself before anything else.
        case ofQuotesAndBackslashes
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ text: some StringProtocol) {
        bytes = Array(text.utf8)
        skipSpace()
    }

    /// Whether nothing is left.
    var isAtEnd: Bool { position == bytes.count }

    /// The next byte.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace() {
        while let next, next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") { position += 1 }
    }

    /// Takes one character, if it is the next one.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// Takes the bytes that a condition holds for, up to the first that it does not hold for.
    mutating func take(while isWanted: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = position
        while let next, isWanted(next) { position += 1 }
        return bytes[start..<position]
    }

    /// A token, which has at least one character; nil where there is none.
    mutating func token() -> String? {
        let token = take(while: Self.isTokenCharacter)
        return token.isEmpty ? nil : String(decoding: token, as: UTF8.self)
    }

    /// A text between quotes, without them and its escapes; nil where there is none, or it has no end or control
    /// characters.
    mutating func quotedString(escapes: Escapes = .ofAnything) -> String? {
        guard take("\"") else { return nil }
        var text: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let next else { return nil }
                if escapes == .ofAnything || next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\") {
                    guard Self.isText(next) else { return nil }
                    text.append(next)
                    position += 1
                } else {
                    text.append(byte)
                }
            default:
                guard Self.isText(byte) else { return nil }
                text.append(byte)
            }
        }
        return nil
    }

    /// A token or a text between quotes.
    mutating func word(escapes: Escapes = .ofAnything) -> String? {
        next == UInt8(ascii: "\"") ? quotedString(escapes: escapes) : token()
    }

    /// Parameters, each after a semicolon (section 5.6.6); nil where they are malformed, or one is there twice.
    mutating func parameters(escapes: Escapes = .ofAnything) -> FieldParameters? {
        var parameters = FieldParameters()
        while true {
            skipSpace()
            guard take(";") else { return parameters }
            skipSpace()
            // Semicolons with nothing between them are allowed.
            guard let name = token() else { continue }
            guard take("="), let value = word(escapes: escapes), parameters.add(name, value) else { return nil }
        }
    }

    /// Passes over a member of a list that can't be read, up to the comma after it.
    mutating func skipMember() {
        var isQuoted = false
        while let byte = next, isQuoted || byte != UInt8(ascii: ",") {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "\\") where isQuoted && !isAtEnd: position += 1
            default: continue
            }
        }
    }

    /// Everything that is left, without blanks at its ends.
    mutating func rest() -> String {
        skipSpace()
        var rest = bytes[position...]
        while let last = rest.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { rest.removeLast() }
        position = bytes.count
        return String(decoding: rest, as: UTF8.self)
    }

    /// Whether a byte is one of a token's.
    static func isTokenCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "^")...UInt8(ascii: "`"): true
        case UInt8(ascii: "|"), UInt8(ascii: "~"): true
        default: false
        }
    }

    /// Whether a byte may stand between quotes: no control character but the tabulator.
    private static func isText(_ byte: UInt8) -> Bool { byte == 0x09 || byte >= 0x20 && byte != 0x7F }
}
