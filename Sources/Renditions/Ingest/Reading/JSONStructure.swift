/// Looks a JSON text over before a decoder gets it: how deep it is, and that no object names a field twice, which
/// readers take differently. What is not JSON at all is left to the decoder.
struct JSONStructure {
    private var bytes: ArraySlice<UInt8>
    private let nesting: Int
    /// The names of the fields of every object that is open; nil for a list.
    private var open: [Set<[UInt8]>?] = []

    /// - Throws: ``IngestError`` with codes `too-large`, `invalid-document`.
    static func check(_ bytes: [UInt8], nesting: Int) throws {
        var structure = JSONStructure(bytes: bytes[...], nesting: nesting)
        try structure.check()
    }

    private init(bytes: ArraySlice<UInt8>, nesting: Int) {
        self.bytes = bytes
        self.nesting = nesting
    }

    private mutating func check() throws {
        /// Where a text may be the name of a field.
        var isName = false
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard open.count < nesting else {
                    throw IngestError(.tooLarge, "The message is nested more than \(nesting) deep.")
                }
                isName = byte == UInt8(ascii: "{")
                open.append(isName ? [] : nil)
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                _ = open.popLast()
                isName = false
            case UInt8(ascii: ","): isName = open.last.map { $0 != nil } ?? false
            case UInt8(ascii: "\""):
                let text = string(keeping: isName)
                if isName, open[open.count - 1]?.insert(text).inserted == false {
                    throw IngestError(.invalidDocument, "An object in the message names a field twice.")
                }
                isName = false
            default: continue
            }
        }
    }

    /// What stands before the closing quote, with escapes resolved as far as names of fields have them.
    private mutating func string(keeping: Bool) -> [UInt8] {
        var text: [UInt8] = []
        while let byte = bytes.popFirst(), byte != UInt8(ascii: "\"") {
            guard byte == UInt8(ascii: "\\") else {
                if keeping { text.append(byte) }
                continue
            }
            let escape = bytes.popFirst()
            guard keeping, let escape else { continue }
            if escape == UInt8(ascii: "u"), let unit = unit() {
                // Surrogates come in pairs, and a pair is equal to another when both of its units are.
                text += Unicode.Scalar(unit).map { Array(String(Character($0)).utf8) } ?? [0xFF] + Self.bytes(of: unit)
            } else {
                text.append(Self.meaning[escape] ?? escape)
            }
        }
        return text
    }

    /// The four hexadecimal digits of an escape.
    private mutating func unit() -> UInt16? {
        guard let digits = String(validating: bytes.prefix(4), as: UTF8.self), digits.utf8.count == 4,
            let unit = UInt16(digits, radix: 16)
        else { return nil }
        bytes = bytes.dropFirst(4)
        return unit
    }

    private static func bytes(of unit: UInt16) -> [UInt8] { [UInt8(unit >> 8), UInt8(unit & 0xFF)] }

    private static let meaning: [UInt8: UInt8] = [
        UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
    ]
}
