extension JSONValue {
    /// Reads JSON text.
    ///
    /// - Throws: ``WorkflowError`` with code `invalid-json`.
    public init(json text: String) throws { try self.init(json: Array(text.utf8)) }

    /// Reads JSON in UTF-8.
    ///
    /// - Throws: ``WorkflowError`` with code `invalid-json`.
    public init(json bytes: [UInt8]) throws {
        var parser = JSONParser(bytes)
        self = try parser.parse()
    }

    /// One line without spaces, keys in the order in which they stand.
    public var json: String { text(sortsKeys: false) }

    /// One line without spaces, keys sorted by their bytes: equal values give equal texts.
    public var canonicalJSON: String { text(sortsKeys: true) }

    /// For people: two spaces for each level, keys in the order in which they stand, no line break at the end.
    public var prettyJSON: String { text(sortsKeys: false, indentation: 2) }

    private func text(sortsKeys: Bool, indentation: Int? = nil) -> String {
        var writer = JSONWriter(sortsKeys: sortsKeys, indentation: indentation)
        writer.write(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// How many bytes ``json`` has. Counting stops once the limit is passed; then some number above the limit comes
    /// back.
    public func encodedSize(limit: Int = .max) -> Int {
        var size = 0
        addSize(to: &size, limit: limit)
        return size
    }

    private func addSize(to size: inout Int, limit: Int) {
        guard size <= limit else { return }
        switch self {
        case .null: size += 4
        case .bool(let value): size += value ? 4 : 5
        case .number(.integer(let value)): size += value.decimalDigits
        case .number(let value): size += value.text.utf8.count
        case .string(let value): size += value.escapedSize
        case .array(let elements):
            size += 2 + max(0, elements.count - 1)
            for element in elements { element.addSize(to: &size, limit: limit) }
        case .object(let object):
            size += 2 + max(0, object.count - 1)
            for entry in object.entries {
                size += entry.key.escapedSize + 1
                entry.value.addSize(to: &size, limit: limit)
            }
        }
    }
}

extension Int64 {
    /// How many characters the number has, with its sign.
    fileprivate var decimalDigits: Int {
        var count = self < 0 ? 2 : 1
        var rest = magnitude
        while rest >= 10 {
            rest /= 10
            count += 1
        }
        return count
    }
}

extension String {
    /// How many bytes the text has in JSON, quotation marks included.
    fileprivate var escapedSize: Int {
        var size = 2 + utf8.count
        for byte in utf8 where byte < 0x20 || byte == 0x22 || byte == 0x5C {
            switch byte {
            case 0x22, 0x5C, 0x08, 0x09, 0x0A, 0x0C, 0x0D: size += 1
            default: size += 5
            }
        }
        return size
    }
}

extension JSONValue: CustomStringConvertible {
    public var description: String { json }
}
