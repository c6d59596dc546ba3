/// Reads a regular expression.
struct PatternParser {
    /// The most times that `{…}` may ask for.
    static let maximumRepetition = 1_000

    private let text: String
    private let characters: [Unicode.Scalar]
    private var position = 0
    private var depth = 0

    private init(_ text: String) {
        self.text = text
        characters = Array(text.unicodeScalars)
    }

    /// - Throws: ``PathFault``.
    static func parse(_ text: String) throws -> PatternNode {
        var parser = PatternParser(text)
        let node = try parser.parseChoice()
        guard parser.position == parser.characters.count else { throw parser.fault("a parenthesis is not open") }
        return node
    }

    private func fault(_ reason: String) -> PathFault {
        PathFault(reason: "'/\(text)/' is no regular expression: \(reason).")
    }

    private func unsupported(_ what: String) -> PathFault {
        .unsupported("'/\(text)/' uses what is not supported in regular expressions: \(what).")
    }

    private var next: Unicode.Scalar? { position < characters.count ? characters[position] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == character else { return false }
        position += 1
        return true
    }

    private mutating func parseChoice() throws -> PatternNode {
        var nodes = [try parseSequence()]
        while take("|") { nodes.append(try parseSequence()) }
        return nodes.count == 1 ? nodes[0] : .choice(nodes)
    }

    private mutating func parseSequence() throws -> PatternNode {
        var nodes: [PatternNode] = []
        while let next, next != "|", next != ")" { nodes.append(try parseRepetition()) }
        return nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    private mutating func parseRepetition() throws -> PatternNode {
        let atom = try parseAtom()
        let minimum: Int
        let maximum: Int?
        switch next {
        case "?": (minimum, maximum) = (0, 1)
        case "*": (minimum, maximum) = (0, nil)
        case "+": (minimum, maximum) = (1, nil)
        case "{":
            position += 1
            (minimum, maximum) = try parseCounts()
            guard next == "}" else { throw fault("a brace is not closed") }
        default: return atom
        }
        position += 1
        // Whether as few as possible are taken makes no difference to whether the whole text fits.
        _ = take("?")
        if next == "+" { throw unsupported("repetitions that give nothing back") }
        if let next, "*?{".unicodeScalars.contains(next) { throw fault("a repetition is repeated") }
        return .repeated(atom, minimum: minimum, maximum: maximum)
    }

    private mutating func parseCounts() throws -> (Int, Int?) {
        guard let minimum = try parseCount() else { throw fault("a brace holds no number") }
        guard take(",") else { return (minimum, minimum) }
        guard let maximum = try parseCount() else { return (minimum, nil) }
        guard maximum >= minimum else { throw fault("a repetition ends before it begins") }
        return (minimum, maximum)
    }

    private mutating func parseCount() throws -> Int? {
        let start = position
        while let next, ("0"..."9").contains(next) { position += 1 }
        guard position > start else { return nil }
        let digits = String(String.UnicodeScalarView(characters[start..<position]))
        guard let count = Int(digits), count <= Self.maximumRepetition else {
            throw fault("something is repeated more than \(Self.maximumRepetition) times")
        }
        return count
    }

    private mutating func parseAtom() throws -> PatternNode {
        guard let character = next else { throw fault("it ends too early") }
        position += 1
        switch character {
        case "(": return try parseGroup()
        case "[": return .characters(try parseClass())
        case ".": return .characters(.anything)
        case "^": return .atStart
        case "$": return .atEnd
        case "\\":
            let part = try parseEscape()
            return .characters(PatternCharacters([part]))
        case "?", "*", "+", "{": throw fault("a repetition stands behind nothing")
        default: return .characters(PatternCharacters(character))
        }
    }

    private mutating func parseGroup() throws -> PatternNode {
        if take("?"), !take(":") { throw unsupported("groups that begin with (?") }
        depth += 1
        defer { depth -= 1 }
        guard depth <= PathParser.maximumDepth else {
            throw fault("more than \(PathParser.maximumDepth) levels are nested")
        }
        let node = try parseChoice()
        guard take(")") else { throw fault("a parenthesis is not closed") }
        return node
    }

    /// What stands behind a backslash.
    private mutating func parseEscape() throws -> PatternCharacters.Part {
        guard let character = next else { throw fault("it ends with a backslash") }
        position += 1
        if let part = PatternCharacters.named(character) { return part }
        let scalar: Unicode.Scalar
        switch character {
        case "t": scalar = "\t"
        case "n": scalar = "\n"
        case "r": scalar = "\r"
        case "f": scalar = "\u{0C}"
        case "a"..."z", "A"..."Z", "0"..."9": throw unsupported("\\\(character)")
        default: scalar = character
        }
        return PatternCharacters.Part(ranges: [scalar...scalar])
    }

    private mutating func parseClass() throws -> PatternCharacters {
        let isInverted = take("^")
        var parts: [PatternCharacters.Part] = []
        repeat {
            guard let first = next else { throw fault("a bracket is not closed") }
            position += 1
            if first == "[" || (first == "&" && next == "&") { throw unsupported("classes of classes") }
            let part = first == "\\" ? try parseEscape() : PatternCharacters.Part(ranges: [first...first])
            // A hyphen before the closing bracket stands for itself.
            guard next == "-", position + 1 < characters.count, characters[position + 1] != "]" else {
                parts.append(part)
                continue
            }
            position += 1
            guard let last = next else { throw fault("a bracket is not closed") }
            position += 1
            let end = last == "\\" ? try parseEscape() : PatternCharacters.Part(ranges: [last...last])
            guard let lower = part.only, let upper = end.only, lower <= upper else {
                throw fault("a range ends before it begins")
            }
            parts.append(PatternCharacters.Part(ranges: [lower...upper]))
        } while next != "]"
        position += 1
        return PatternCharacters(parts, isInverted: isInverted)
    }
}

extension PatternCharacters.Part {
    /// The character, where it is only one.
    fileprivate var only: Unicode.Scalar? {
        guard !isInverted, ranges.count == 1, ranges[0].lowerBound == ranges[0].upperBound else { return nil }
        return ranges[0].lowerBound
    }
}
