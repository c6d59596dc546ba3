/// Takes the value of a key that ends with `.$` apart.
struct ExpressionParser {
    /// How deep calls may be nested (Step Functions' limit).
    private static let maximumDepth = 10

    private let text: String
    private let characters: [Unicode.Scalar]
    private var position = 0
    private var depth = 0

    private init(_ text: String) {
        self.text = text
        characters = Array(text.unicodeScalars)
    }

    /// - Throws: ``PathFault``.
    static func parse(_ text: String) throws -> Expression {
        if text.utf8.first == UInt8(ascii: "$") { return .path(try PathParser.parse(text)) }
        var parser = ExpressionParser(text)
        let expression = try parser.parseCall()
        parser.skipSpaces()
        guard parser.position == parser.characters.count else { throw parser.fault("something follows the call") }
        return expression
    }

    private func fault(_ reason: String) -> PathFault {
        PathFault(reason: "'\(text)' is neither a JSONPath nor a call of an intrinsic function: \(reason).")
    }

    private var next: Unicode.Scalar? { position < characters.count ? characters[position] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == character else { return false }
        position += 1
        return true
    }

    private mutating func skipSpaces() {
        while let next, next.properties.isWhitespace { position += 1 }
    }

    private func string(from start: Int) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: characters[start..<position])
        return String(view)
    }

    private mutating func parseCall() throws -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw fault("more than \(Self.maximumDepth) calls are nested") }
        skipSpaces()
        let start = position
        while let next, next.properties.isAlphabetic || next == "." || ("0"..."9").contains(next) { position += 1 }
        let name = string(from: start)
        guard let function = IntrinsicFunction(rawValue: name) else { throw fault("there is no function '\(name)'") }
        skipSpaces()
        guard take("(") else { throw fault("a parenthesis is missing") }
        var arguments: [Expression] = []
        skipSpaces()
        if !take(")") {
            repeat {
                arguments.append(try parseArgument(isFormat: function == .format && arguments.isEmpty))
                skipSpaces()
            } while take(",")
            guard take(")") else { throw fault("a parenthesis is not closed") }
        }
        guard function.arity.contains(arguments.count) else {
            throw fault("\(name) does not take \(arguments.count) arguments")
        }
        if case .format(let parts)? = arguments.first, parts.count != arguments.count {
            throw fault("the format has \(parts.count - 1) places for \(arguments.count - 1) values")
        }
        return .call(function, arguments, text: string(from: start))
    }

    private mutating func parseArgument(isFormat: Bool) throws -> Expression {
        skipSpaces()
        switch next {
        case "'": return try parseText(isFormat: isFormat)
        case "$": return .path(try parsePath())
        case "S": return try parseCall()
        default:
            let start = position
            while let next, !",) \t\n\r".unicodeScalars.contains(next) { position += 1 }
            let word = string(from: start)
            guard let value = try? JSONValue(json: word), value.stringValue == nil, value.arrayValue == nil,
                value.objectValue == nil
            else { throw fault("'\(word)' is no argument") }
            return .literal(value)
        }
    }

    private mutating func parseText(isFormat: Bool) throws -> Expression {
        position += 1
        let start = position
        var view = String.UnicodeScalarView()
        while let character = next {
            position += 1
            switch character {
            case "'":
                guard isFormat else { return .literal(.string(String(view))) }
                position -= 1
                defer { position += 1 }
                return .format(try FormatText.parts(of: string(from: start)))
            case "\\":
                guard let escaped = next, "'{}\\".unicodeScalars.contains(escaped) else {
                    throw fault("a backslash stands before something that needs none; write \\\\ for a backslash")
                }
                position += 1
                view.append(escaped)
            default: view.append(character)
            }
        }
        throw fault("a quotation mark is not closed")
    }

    /// A path ends at a comma or a parenthesis that stands in no bracket, no call and no quotation marks.
    private mutating func parsePath() throws -> JSONPath {
        let start = position
        var nesting = 0
        var mark: Unicode.Scalar?
        scan: while let character = next {
            if let open = mark {
                if character == "\\" { position += 1 }
                if character == open { mark = nil }
            } else {
                switch character {
                case "'", "\"": mark = character
                case "[", "(": nesting += 1
                case "]", ")":
                    if nesting == 0 { break scan }
                    nesting -= 1
                case ",", " ", "\t", "\n", "\r": if nesting == 0 { break scan }
                default: break
                }
            }
            position += 1
        }
        position = min(position, characters.count)
        return try PathParser.parse(string(from: start))
    }
}
