/// The first place at which a text stops being JSON (RFC 8259), for people who wrote it by hand.
///
/// Decoders of JSON don't tell it in a way that can be relied on.
struct JSONFault: Hashable, Sendable {
    /// From 1.
    var line: Int
    /// From 1, in Unicode scalars.
    var column: Int
    var problem: String

    /// Nil where the text is JSON as far as its structure goes: what a string or a number holds is not looked into.
    init?(in text: String) {
        var scan = Scan(bytes: Array(text.utf8))
        guard let problem = scan.problem() else { return nil }
        let before = scan.bytes[..<scan.place]
        line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        // Bytes that continue a scalar don't count.
        column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
        self.problem = problem
    }

    /// A walk through the text without recursion, so that no depth of nesting matters.
    private struct Scan {
        let bytes: [UInt8]
        var place = 0
        /// The brackets that are open, as their closing ones.
        private var open: [UInt8] = []

        private enum Expected {
            case value, valueOrEnd, name, nameOrEnd, colon, commaOrEnd
        }

        init(bytes: [UInt8]) { self.bytes = bytes }

        /// What is wrong at ``place``, where the walk has ended.
        mutating func problem() -> String? {
            var expected = Expected.value
            while true {
                while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
                guard place < bytes.count else {
                    guard let bracket = open.last else { return expected == .commaOrEnd ? nil : "there is nothing" }
                    return "the text ends, and a \(Self.quoted(bracket)) is missing"
                }
                let byte = bytes[place]
                switch expected {
                case .commaOrEnd:
                    guard let bracket = open.last else { return "something follows the end" }
                    if byte == UInt8(ascii: ",") {
                        expected = bracket == UInt8(ascii: "}") ? .name : .value
                    } else if byte == bracket {
                        open.removeLast()
                    } else {
                        return "a comma or \(Self.quoted(bracket)) is missing"
                    }
                    place += 1
                case .colon:
                    guard byte == UInt8(ascii: ":") else { return "a colon is missing after the name" }
                    place += 1
                    expected = .value
                case .nameOrEnd where byte == open.last, .valueOrEnd where byte == open.last:
                    open.removeLast()
                    place += 1
                    expected = .commaOrEnd
                case .name, .nameOrEnd:
                    if byte == open.last { return "there is a comma before this \(Self.quoted(byte))" }
                    guard byte == UInt8(ascii: "\"") else { return "a name in double quotes is missing" }
                    if let problem = skipString() { return problem }
                    expected = .colon
                case .value, .valueOrEnd:
                    if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                        // In ASCII the closing bracket comes two after the opening one.
                        open.append(byte + 2)
                        expected = byte == UInt8(ascii: "{") ? .nameOrEnd : .valueOrEnd
                        place += 1
                        continue
                    }
                    if byte == open.last, byte == UInt8(ascii: "]") { return "there is a comma before this \"]\"" }
                    if let problem = skipScalar() { return problem }
                    expected = .commaOrEnd
                }
            }
        }

        private mutating func skipScalar() -> String? {
            if bytes[place] == UInt8(ascii: "\"") { return skipString() }
            let word = bytes[place...].prefix { Self.isOfWord($0) }
            let text = String(decoding: word, as: UTF8.self)
            let isNumber = word.first == UInt8(ascii: "-") || word.first.map { (0x30...0x39).contains($0) } ?? false
            guard isNumber || ["true", "false", "null"].contains(text) else { return "a value is missing" }
            place += word.count
            return nil
        }

        private mutating func skipString() -> String? {
            let start = place
            place += 1
            while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
                if bytes[place] < 0x20 { return "a text is not closed by double quotes in its line" }
                place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
            }
            guard place < bytes.count else {
                place = start
                return "this text is not closed by double quotes"
            }
            place += 1
            return nil
        }

        private static func isOfWord(_ byte: UInt8) -> Bool {
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: ".")].contains(byte)
        }

        private static func quoted(_ byte: UInt8) -> String { "\"\(String(UnicodeScalar(byte)))\"" }
    }
}
