/// Takes a path apart.
struct PathParser {
    /// The most bytes of UTF-8 that a path may have.
    static let maximumLength = 4_096
    /// How deep filters, negations, parentheses and lists may stand in each other, so that no path exhausts the stack.
    static let maximumDepth = 32
    /// The most steps of a path, those of one filter's operand counted by themselves. Walking them is recursive, and no
    /// document is nested deeper.
    static let maximumSteps = JSONParser.maximumDepth

    private let text: String
    private let characters: [Unicode.Scalar]
    private(set) var position: Int
    private var depth = 0

    private init(_ text: String) {
        self.text = text
        characters = Array(text.unicodeScalars)
        position = 0
    }

    /// - Throws: ``PathFault``.
    static func parse(_ text: String) throws -> JSONPath {
        let length = text.utf8.count
        guard length <= maximumLength else {
            throw PathFault(reason: "A JSONPath of \(length) bytes is too long; \(maximumLength) bytes are the most.")
        }
        var parser = PathParser(text)
        let path = try parser.parsePath()
        guard parser.position == parser.characters.count else { throw parser.fault("something follows it") }
        return path
    }

    private func fault(_ reason: String) -> PathFault {
        PathFault(reason: "'\(text)' is not a valid JSONPath: \(reason).")
    }

    private var next: Unicode.Scalar? { position < characters.count ? characters[position] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == character else { return false }
        position += 1
        return true
    }

    private mutating func skipSpaces() { while next == " " { position += 1 } }

    /// Reads what stands one level deeper.
    private mutating func nested<Value>(_ parse: (inout PathParser) throws -> Value) throws -> Value {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw fault("more than \(Self.maximumDepth) levels are nested") }
        return try parse(&self)
    }

    /// A path that begins here. It ends where the text does, or before a character that no path holds.
    private mutating func parsePath() throws -> JSONPath {
        guard take("$") else { throw fault("it must begin with $") }
        let root: JSONPath.Root = take("$") ? .context : .data
        if let next, next.properties.isAlphabetic || next == "_" {
            throw PathFault.unsupported("'\(text)' reads a variable; variables are not supported.")
        }
        var (steps, countsElements) = (try parseSteps(), false)
        if case .key(let name)? = steps.last, take("(") {
            guard take(")") else { throw fault("a parenthesis is not closed") }
            guard name == "length" else {
                throw PathFault.unsupported("'\(text)' calls the path function \(name), which is not supported.")
            }
            steps.removeLast()
            countsElements = true
        }
        return JSONPath(text: text, root: root, steps: steps, countsElements: countsElements)
    }

    private mutating func parseSteps() throws -> [PathStep] {
        var steps: [PathStep] = []
        while let next {
            switch next {
            case ".":
                position += 1
                if take(".") { steps.append(.descendants) }
                if self.next == "[" { continue }
                steps.append(try parseName())
            case "[":
                position += 1
                steps.append(try parseBrackets())
            default: return steps
            }
            guard steps.count <= Self.maximumSteps else { throw fault("it has more than \(Self.maximumSteps) steps") }
        }
        if case .descendants? = steps.last { throw fault("it ends with ..") }
        return steps
    }

    private mutating func parseName() throws -> PathStep {
        if take("*") { return .wildcard }
        let start = position
        while let next, !".[]()=!<>&|, '\"".unicodeScalars.contains(next) { position += 1 }
        guard position > start else { throw fault("a name is missing") }
        return .key(string(start..<position))
    }

    private func string(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: characters[range])
        return String(view)
    }

    private mutating func parseBrackets() throws -> PathStep {
        skipSpaces()
        let step: PathStep
        switch next {
        case "*":
            position += 1
            step = .wildcard
        case "?":
            position += 1
            skipSpaces()
            guard take("(") else { throw fault("a filter's condition must stand in parentheses") }
            let filter = try nested { try $0.parseAny() }
            skipSpaces()
            guard take(")") else { throw fault("a filter's parenthesis is not closed") }
            step = .filter(filter)
        case "'", "\"": step = try parseKeys()
        default: step = try parseIndices()
        }
        skipSpaces()
        guard take("]") else { throw fault("a bracket is not closed") }
        return step
    }

    private mutating func parseKeys() throws -> PathStep {
        var keys: [String] = []
        repeat {
            skipSpaces()
            keys.append(try parseQuoted())
            skipSpaces()
        } while take(",")
        return keys.count == 1 ? .key(keys[0]) : .keys(keys)
    }

    /// A text in quotation marks. A backslash counts as itself, unless it stands before the closing mark.
    private mutating func parseQuoted() throws -> String {
        guard let mark = next, mark == "'" || mark == "\"" else { throw fault("a name in quotation marks is missing") }
        position += 1
        var view = String.UnicodeScalarView()
        while let character = next {
            position += 1
            if character == mark { return String(view) }
            if character == "\\", let escaped = next, escaped == mark {
                view.append(escaped)
                position += 1
            } else {
                view.append(character)
            }
        }
        throw fault("a quotation mark is not closed")
    }

    private mutating func parseInteger() throws -> Int? {
        let start = position
        if next == "-" { position += 1 }
        while let next, ("0"..."9").contains(next) { position += 1 }
        guard position > start else { return nil }
        guard let value = Int(string(start..<position)) else { throw fault("an index is no number") }
        return value
    }

    private mutating func parseIndices() throws -> PathStep {
        let first = try parseInteger()
        skipSpaces()
        if take(":") {
            skipSpaces()
            let end = try parseInteger()
            guard next != ":" else { throw fault("a slice has a start and an end, and no step") }
            return .slice(start: first, end: end)
        }
        guard let first else { throw fault("a bracket holds neither index, slice, name nor filter") }
        var indices = [first]
        while take(",") {
            skipSpaces()
            guard let index = try parseInteger() else { throw fault("an index is missing") }
            indices.append(index)
            skipSpaces()
        }
        return indices.count == 1 ? .index(first) : .indices(indices)
    }
}

// Conditions of filters.
extension PathParser {
    private mutating func parseAny() throws -> PathFilter {
        var filters = [try parseAll()]
        while takeOperator("||") { filters.append(try parseAll()) }
        return filters.count == 1 ? filters[0] : .any(filters)
    }

    private mutating func parseAll() throws -> PathFilter {
        var filters = [try parseTerm()]
        while takeOperator("&&") { filters.append(try parseTerm()) }
        return filters.count == 1 ? filters[0] : .all(filters)
    }

    private mutating func takeOperator(_ text: String) -> Bool {
        skipSpaces()
        let wanted = Array(text.unicodeScalars)
        guard characters[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    private mutating func parseTerm() throws -> PathFilter {
        skipSpaces()
        if take("!") { return .not(try nested { try $0.parseTerm() }) }
        if take("(") {
            let filter = try nested { try $0.parseAny() }
            skipSpaces()
            guard take(")") else { throw fault("a filter's parenthesis is not closed") }
            return filter
        }
        let left = try parseOperand()
        guard let comparison = parseComparison() else {
            if case .literal = left { throw fault("a filter compares nothing") }
            return .exists(left)
        }
        return .comparison(left, comparison, try parseOperand())
    }

    private mutating func parseComparison() -> PathFilter.Comparison? {
        skipSpaces()
        for text in ["==", "!=", "=~", "<=", ">=", "<", ">"] where takeOperator(text) {
            return PathFilter.Comparison(rawValue: text)
        }
        for text in ["in", "nin", "contains", "size", "empty"]
        where takeOperator(text + " ") || takeOperator(text + "[") {
            if characters[position - 1] == "[" { position -= 1 }
            return PathFilter.Comparison(rawValue: text)
        }
        return nil
    }

    private mutating func parseOperand() throws -> PathFilter.Operand {
        skipSpaces()
        switch next {
        case "@":
            position += 1
            return .current(try parseSteps())
        case "$":
            position += 1
            return .root(try parseSteps())
        case "/": return try parsePattern()
        default: return .literal(try parseLiteral())
        }
    }

    private mutating func parsePattern() throws -> PathFilter.Operand {
        position += 1
        let start = position
        while let next, next != "/" {
            // A slash behind a backslash belongs to the pattern.
            position += next == "\\" ? 2 : 1
        }
        let pattern = string(start..<min(position, characters.count))
        guard take("/") else { throw fault("a pattern is not closed") }
        return .pattern(try PathPattern(pattern, ignoresCase: take("i")))
    }

    private mutating func parseLiteral() throws -> JSONValue {
        skipSpaces()
        switch next {
        case "'", "\"": return .string(try parseQuoted())
        case "[":
            position += 1
            var elements: [JSONValue] = []
            skipSpaces()
            if take("]") { return .array([]) }
            repeat {
                elements.append(try nested { try $0.parseLiteral() })
                skipSpaces()
            } while take(",")
            guard take("]") else { throw fault("a list is not closed") }
            return .array(elements)
        default:
            let start = position
            while let next, !" )],&|=!<>".unicodeScalars.contains(next) { position += 1 }
            guard let value = try? JSONValue(json: string(start..<position)) else {
                throw fault("a filter holds neither path nor literal")
            }
            return value
        }
    }
}
