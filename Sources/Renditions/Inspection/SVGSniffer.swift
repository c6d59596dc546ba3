/// Tells whether a file is XML whose root element is `svg`, from a bounded prefix and without an XML parser.
struct SVGSniffer {
    /// Bytes within which the root must start: room for a licence in a comment and a document type with entities.
    private static let prefix = 4096

    private let view: ByteView

    init(_ view: ByteView) {
        self.view = view.slice(0, min(view.count, Self.prefix)) ?? view
    }

    /// Whether only a byte order mark, white space, processing instructions, comments and a document type stand before
    /// an element named `svg`, with or without a namespace prefix. UTF-8 and its subsets only.
    var hasRoot: Bool {
        var offset = view.u16(0, .big) == 0xEFBB && view.u8(2) == 0xBF ? 3 : 0
        while true {
            while let byte = view.u8(offset), Self.isSpace(byte) { offset += 1 }
            let end: Int?
            if view.matches("<?", at: offset) {
                end = self.end(of: "?>", from: offset + 2)
            } else if view.matches("<!--", at: offset) {
                end = self.end(of: "-->", from: offset + 4)
            } else if view.matches("<!DOCTYPE", at: offset) {
                end = endOfDocumentType(from: offset + 9)
            } else {
                return isRoot(at: offset)
            }
            guard let end else { return false }
            offset = end
        }
    }

    private static func isSpace(_ byte: Int) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private func end(of terminator: StaticString, from start: Int) -> Int? {
        var offset = start
        while offset < view.count {
            if view.matches(terminator, at: offset) { return offset + terminator.utf8CodeUnitCount }
            offset += 1
        }
        return nil
    }

    /// The end of a document type, whose internal subset in brackets may hold `>`.
    private func endOfDocumentType(from start: Int) -> Int? {
        var offset = start
        var isInSubset = false
        while let byte = view.u8(offset) {
            offset += 1
            switch byte {
            case 0x5B: isInSubset = true
            case 0x5D: isInSubset = false
            case 0x3E where !isInSubset: return offset
            default: break
            }
        }
        return nil
    }

    private func isRoot(at start: Int) -> Bool {
        guard view.u8(start) == 0x3C else { return false }
        var offset = start + 1
        var name = offset
        while let byte = view.u8(offset), !Self.isSpace(byte), byte != 0x3E, byte != 0x2F {
            if byte == 0x3A { name = offset + 1 }
            offset += 1
        }
        return offset < view.count && offset - name == 3 && view.matches("svg", at: name)
    }
}
