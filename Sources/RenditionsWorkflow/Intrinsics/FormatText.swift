/// The format of `States.Format`.
enum FormatText {
    /// The texts around the places `{}`, escapes resolved.
    static func parts(of text: String) throws -> [String] {
        var parts = [""]
        var characters = Array(text.unicodeScalars)[...]
        while let character = characters.popFirst() {
            if character == "\\", let next = characters.first, "'{}\\".unicodeScalars.contains(next) {
                parts[parts.count - 1].unicodeScalars.append(next)
                characters.removeFirst()
            } else if character == "{", characters.first == "}" {
                characters.removeFirst()
                parts.append("")
            } else {
                parts[parts.count - 1].unicodeScalars.append(character)
            }
        }
        return parts
    }
}

extension JSONValue {
    /// How `States.Format` writes a value: texts as they are, objects as `{key=value}`, arrays as `[a, b]`.
    var plainText: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let value): value.text
        case .string(let value): value
        case .array(let elements): "[\(elements.map(\.plainText).joined(separator: ", "))]"
        case .object(let object):
            "{\(object.entries.map { "\($0.key)=\($0.value.plainText)" }.joined(separator: ", "))}"
        }
    }
}
