/// Reads JSON as RFC 8259 has it: no comments, no trailing commas, no lone surrogates.
struct JSONParser {
    /// What is nested deeper is refused, so that no document can exhaust the stack.
    static let maximumDepth = 200

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0
    private var path: [String] = []
    /// The paths of keys that stand twice in one object. The last one counts.
    private(set) var duplicates: [String] = []
    private let findsDuplicates: Bool

    init(_ bytes: [UInt8], findsDuplicates: Bool = false) {
        self.bytes = bytes
        self.findsDuplicates = findsDuplicates
    }

    /// - Throws: ``WorkflowError`` with code `invalid-json` and the offset of the fault in bytes.
    mutating func parse() throws -> JSONValue {
        let value = try parseValue()
        skipSpace()
        guard position == bytes.count else { throw fault("something follows the value") }
        return value
    }

    private func fault(_ reason: String) -> WorkflowError {
        WorkflowError(.invalidJSON, "This is not JSON: \(reason), at byte \(position).")
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func parseValue() throws -> JSONValue {
        skipSpace()
        guard position < bytes.count else { throw fault("it ends where a value must stand") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try parseObject()
        case UInt8(ascii: "["): return try parseArray()
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
        case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
        case UInt8(ascii: "n"): return try parseWord("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try parseNumber())
        default: throw fault("no value begins so")
        }
    }

    private mutating func parseWord(_ word: StaticString, _ value: JSONValue) throws -> JSONValue {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count,
            word.withUTF8Buffer({ bytes[position..<end].elementsEqual($0) })
        else { throw fault("no value begins so") }
        position = end
        return value
    }

    private mutating func enter() throws {
        depth += 1
        position += 1
        guard depth <= Self.maximumDepth else { throw fault("more than \(Self.maximumDepth) levels are nested") }
        skipSpace()
    }

    private mutating func parseObject() throws -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var object = JSONObject()
        if take("}") { return .object(object) }
        while true {
            skipSpace()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                throw fault("a key must stand here")
            }
            let key = try parseString()
            skipSpace()
            guard take(":") else { throw fault("a colon must stand here") }
            if findsDuplicates { path.append(key) }
            let value = try parseValue()
            if findsDuplicates {
                if object.position(of: key) != nil { duplicates.append("/" + path.joined(separator: "/")) }
                path.removeLast()
            }
            object[key] = value
            skipSpace()
            if take(",") { continue }
            if take("}") { return .object(object) }
            throw fault("a comma or a closing brace must stand here")
        }
    }

    private mutating func parseArray() throws -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var elements: [JSONValue] = []
        if take("]") { return .array(elements) }
        while true {
            if findsDuplicates { path.append(String(elements.count)) }
            elements.append(try parseValue())
            if findsDuplicates { path.removeLast() }
            skipSpace()
            if take(",") { continue }
            if take("]") { return .array(elements) }
            throw fault("a comma or a closing bracket must stand here")
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func parseNumber() throws -> JSONNumber {
        let start = position
        _ = take("-")
        let whole = digits()
        guard whole > 0 else { throw fault("a digit must stand here") }
        guard whole == 1 || bytes[position - whole] != UInt8(ascii: "0") else { throw fault("a number begins with 0") }
        var isWhole = true
        if take(".") {
            isWhole = false
            guard digits() > 0 else { throw fault("a digit must stand here") }
        }
        if take("e") || take("E") {
            isWhole = false
            _ = take("+") || take("-")
            guard digits() > 0 else { throw fault("a digit must stand here") }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole { return Int64(text).map { .integer($0) } ?? .large(text) }
        guard let value = Double(text), value.isFinite else { throw fault("a number is too large") }
        return .double(value)
    }

    private mutating func digits() -> Int {
        let start = position
        while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
            position += 1
        }
        return position - start
    }

    private mutating func parseString() throws -> String {
        position += 1
        let start = position
        // Most texts have no escapes and are taken as they stand.
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                let text = try checked(bytes[start..<position])
                position += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try parseEscapedString(from: start) }
            guard byte >= 0x20 else { throw fault("a control character stands in a text") }
            position += 1
        }
        throw fault("a text does not end")
    }

    private func checked(_ bytes: some Collection<UInt8>) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw fault("a text is not UTF-8") }
        return text
    }

    private mutating func parseEscapedString(from start: Int) throws -> String {
        var buffer = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return try checked(buffer)
            case UInt8(ascii: "\\"): try parseEscape(into: &buffer)
            case 0..<0x20: throw fault("a control character stands in a text")
            default: buffer.append(byte)
            }
        }
        throw fault("a text does not end")
    }

    private mutating func parseEscape(into buffer: inout [UInt8]) throws {
        guard position < bytes.count else { throw fault("a text does not end") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
        case UInt8(ascii: "b"): buffer.append(0x08)
        case UInt8(ascii: "f"): buffer.append(0x0C)
        case UInt8(ascii: "n"): buffer.append(0x0A)
        case UInt8(ascii: "r"): buffer.append(0x0D)
        case UInt8(ascii: "t"): buffer.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try parseScalar()
            buffer.append(contentsOf: String(Character(scalar)).utf8)
        default: throw fault("there is no such escape")
        }
    }

    private mutating func parseScalar() throws -> Unicode.Scalar {
        let first = try parseUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take("\\"), take("u") else { throw fault("a surrogate stands alone") }
        let second = try parseUnit()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw fault("a surrogate stands alone") }
        return scalar
    }

    private mutating func parseUnit() throws -> UInt32 {
        guard position + 4 <= bytes.count else { throw fault("a text does not end") }
        let text = String(decoding: bytes[position..<position + 4], as: UTF8.self)
        guard text.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }), let unit = UInt32(text, radix: 16)
        else { throw fault("four hexadecimal digits must stand here") }
        position += 4
        return unit
    }
}
