/// Whether a document may be given to a parser.
///
/// The parser underneath is made for documents of friends: it takes what follows the outermost element for nothing, and goes
/// as deep as a document wants it to. What is checked here is what a reply of a service always is: one element with others
/// in it, not many deep, all of them closed, and no document type, which is where entities are declared.
enum XMLStructure {
    /// Elements within each other. Services' replies have about six.
    private static let limit = 64

    static func isPlain(_ bytes: some Collection<UInt8>) -> Bool {
        var rest = Array(bytes)[...]
        var depth = 0
        var hasEnded = false
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[(start + 1)...]
            switch rest.first {
            case UInt8(ascii: "?"): guard skip(past: "?>", in: &rest) else { return false }
            case UInt8(ascii: "!"):
                if rest.starts(with: "!--".utf8) {
                    rest = rest.dropFirst(3)
                    guard skip(past: "-->", in: &rest) else { return false }
                } else if rest.starts(with: "![CDATA[".utf8) {
                    guard depth > 0, skip(past: "]]>", in: &rest) else { return false }
                } else {
                    return false
                }
            case UInt8(ascii: "/"):
                guard skip(past: ">", in: &rest) else { return false }
                depth -= 1
                if depth < 0 { return false }
                hasEnded = depth == 0
            default:
                guard !hasEnded, let isEmpty = skipTag(in: &rest) else { return false }
                if isEmpty { hasEnded = depth == 0 } else { depth += 1 }
                if depth > limit { return false }
            }
        }
        return hasEnded
    }

    private static func skip(past mark: StaticString, in rest: inout ArraySlice<UInt8>) -> Bool {
        mark.withUTF8Buffer { mark in
            while let index = rest.firstIndex(of: mark[0]) {
                rest = rest[index...]
                if rest.starts(with: mark) {
                    rest = rest.dropFirst(mark.count)
                    return true
                }
                rest = rest.dropFirst()
            }
            return false
        }
    }

    /// To behind the end of a tag that opens an element.
    ///
    /// - Returns: whether that closes it as well; nil where it does not end. Values in quotes may hold what looks like an end.
    private static func skipTag(in rest: inout ArraySlice<UInt8>) -> Bool? {
        var quote: UInt8?
        var before: UInt8 = 0
        for index in rest.indices {
            let byte = rest[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "<") {
                return nil
            } else if byte == UInt8(ascii: ">") {
                rest = rest[(index + 1)...]
                return before == UInt8(ascii: "/")
            }
            before = byte
        }
        return nil
    }
}
