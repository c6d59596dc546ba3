/// Whether a text is well-formed XML, as far as the pictures use it: elements, attributes in double quotation marks,
/// references and characters. Stricter than XML where that is simpler.
struct XMLCheck {
    private let scalars: [Unicode.Scalar]
    private var place = 0
    private var open: [String] = []
    private(set) var fault: String?
    /// The text of every element that has some, in order.
    private(set) var texts: [String] = []

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        while place < scalars.count, fault == nil {
            if scalars[place] == "<" { readTag() } else { readText() }
        }
        if fault == nil, !open.isEmpty { fault = "not closed: \(open)" }
    }

    private mutating func readText() {
        var text = ""
        while place < scalars.count, scalars[place] != "<", fault == nil { readCharacter(into: &text) }
        let isBlank = text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
        if open.isEmpty, !isBlank { fault = "text outside of the root" }
        if !isBlank { texts.append(text) }
    }

    private mutating func readCharacter(into text: inout String) {
        let scalar = scalars[place]
        place += 1
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...: break
        default: fault = "character \(scalar.value)"
        }
        if scalar == ">" { fault = "a bare >" }
        guard scalar == "&" else { return text.unicodeScalars.append(scalar) }
        var name = ""
        while place < scalars.count, scalars[place] != ";", name.count < 8 {
            name.unicodeScalars.append(scalars[place])
            place += 1
        }
        place += 1
        let known = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'"]
        if let found = known[name] { text += found } else { fault = "the reference &\(name);" }
    }

    private mutating func readName() -> String {
        var name = ""
        while place < scalars.count,
            scalars[place].properties.isAlphabetic || "-:0123456789".unicodeScalars.contains(scalars[place])
        {
            name.unicodeScalars.append(scalars[place])
            place += 1
        }
        if name.isEmpty { fault = "a name is missing at \(place)" }
        return name
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard place < scalars.count, scalars[place] == scalar else { return false }
        place += 1
        return true
    }

    private mutating func readTag() {
        place += 1
        if take("/") {
            let name = readName()
            if open.popLast() != name { fault = "\(name) closes what is not open" }
            if !take(">") { fault = "\(name) does not end" }
            return
        }
        if open.isEmpty, place > 1 { fault = "a second root" }
        let name = readName()
        var attributes: Set<String> = []
        while fault == nil {
            let hasSpace = take(" ")
            if take(">") { return open.append(name) }
            if take("/") {
                if !take(">") { fault = "a slash inside of \(name)" }
                return
            }
            guard hasSpace else { return fault = "no space before an attribute of \(name)" }
            let attribute = readName()
            if !attributes.insert(attribute).inserted { fault = "\(attribute) stands there twice" }
            guard take("="), take("\"") else { return fault = "\(attribute) has no value" }
            var value = ""
            while place < scalars.count, scalars[place] != "\"", scalars[place] != "<", fault == nil {
                readCharacter(into: &value)
            }
            if !take("\"") { fault = "the value of \(attribute) does not end" }
        }
    }
}
