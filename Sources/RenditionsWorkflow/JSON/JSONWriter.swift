/// Writes JSON as bytes.
struct JSONWriter {
    /// Whether keys are sorted by their bytes, so that equal values are equal texts.
    let sortsKeys: Bool
    /// Spaces for each level; nil for one line without spaces.
    let indentation: Int?
    private(set) var bytes: [UInt8] = []
    private var level = 0

    init(sortsKeys: Bool, indentation: Int? = nil) {
        self.sortsKeys = sortsKeys
        self.indentation = indentation
    }

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: put("null")
        case .bool(let value): put(value ? "true" : "false")
        case .number(let value): bytes.append(contentsOf: value.text.utf8)
        case .string(let value): write(text: value)
        case .array(let elements): write(elements)
        case .object(let object): write(object)
        }
    }

    private mutating func put(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func write(_ elements: [JSONValue]) {
        put("[")
        level += 1
        for (index, element) in elements.enumerated() {
            if index > 0 { put(",") }
            breakLine()
            write(element)
        }
        level -= 1
        if !elements.isEmpty { breakLine() }
        put("]")
    }

    private mutating func write(_ object: JSONObject) {
        put("{")
        level += 1
        let entries = sortsKeys ? object.entries.sorted { $0.key.precedesByBytes($1.key) } : object.entries
        for (index, entry) in entries.enumerated() {
            if index > 0 { put(",") }
            breakLine()
            write(text: entry.key)
            if indentation == nil { put(":") } else { put(": ") }
            write(entry.value)
        }
        level -= 1
        if !entries.isEmpty { breakLine() }
        put("}")
    }

    private mutating func breakLine() {
        guard let indentation else { return }
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: indentation * level))
    }

    private mutating func write(text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): put("\\\"")
            case UInt8(ascii: "\\"): put("\\\\")
            case 0x08: put("\\b")
            case 0x09: put("\\t")
            case 0x0A: put("\\n")
            case 0x0C: put("\\f")
            case 0x0D: put("\\r")
            case 0..<0x20:
                put("\\u00")
                bytes.append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
                bytes.append(contentsOf: String(byte & 0x0F, radix: 16).utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
