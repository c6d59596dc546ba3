/// A profile file, as AWS's tools read it: headings in brackets, below each properties with an equals sign, comments, and
/// lines that go on the one before because they begin with space.
package struct ProfileFile: Hashable, Sendable {
    /// By what stands in the brackets, in which runs of space are made one. Equal ones are one section.
    package private(set) var sections: [String: ProfileSection] = [:]

    private var heading: String?
    private var property: String?

    package init() {}

    /// - Parameter name: what the file is called in errors.
    /// - Throws: ``AWSError`` with code ``AWSError/Code/invalidConfiguration`` that names the line, and nothing of what stands
    ///   in it, which may be a secret.
    package init(_ text: String, name: String) throws {
        var text = text[...]
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if let problem = read(line) {
                throw AWSError(.invalidConfiguration, "Line \(index + 1) of \(name) \(problem).")
            }
        }
    }

    /// Nil, or what is wrong.
    private mutating func read(_ line: Substring) -> String? {
        let content = Self.trimmed(line)
        if content.isEmpty || content.first == "#" || content.first == ";" { return nil }
        if Self.isSpace(line.first) { return goOn(content) }
        if content.first == "[" { return begin(content) }
        guard let heading else { return "stands above every heading" }
        guard let (name, value) = Self.property(content) else {
            return "is no property: it has no name and equals sign"
        }
        property = name
        sections[heading]?.properties[name] = value
        // Said anew, it is another one.
        sections[heading]?.nested[name] = nil
        return nil
    }

    private mutating func begin(_ line: Substring) -> String? {
        guard let end = line.firstIndex(of: "]") else { return "has a bracket that is open" }
        let rest = Self.trimmed(line[line.index(after: end)...])
        guard rest.isEmpty || rest.first == "#" || rest.first == ";" else { return "goes on after its heading" }
        let words = line[line.index(after: line.startIndex)..<end].split(whereSeparator: Self.isSpace)
        guard !words.isEmpty else { return "is a heading without a name" }
        let heading = words.joined(separator: " ")
        self.heading = heading
        property = nil
        if sections[heading] == nil { sections[heading] = ProfileSection() }
        return nil
    }

    /// A line that begins with space: a property within the one before, where that has no value, or more of its value.
    private mutating func goOn(_ content: Substring) -> String? {
        guard let heading, let property, let value = sections[heading]?.properties[property] else {
            return "begins with space, and there is no property that it could go on"
        }
        if value.isEmpty {
            guard let (name, value) = Self.property(content) else {
                return "is no property: it has no name and equals sign"
            }
            sections[heading]?.nested[property, default: [:]][name] = value
        } else {
            sections[heading]?.properties[property] = value + "\n" + content
        }
        return nil
    }

    private static func property(_ line: Substring) -> (name: String, value: String)? {
        guard let equals = line.firstIndex(of: "=") else { return nil }
        let name = trimmed(line[..<equals]).lowercased()
        if name.isEmpty { return nil }
        return (name, String(withoutComment(trimmed(line[line.index(after: equals)...]))))
    }

    /// A sign of a comment counts where space stands before it: secrets have such signs in them.
    private static func withoutComment(_ value: Substring) -> Substring {
        var before: Character = " "
        for index in value.indices {
            if value[index] == "#" || value[index] == ";", isSpace(before) { return trimmed(value[..<index]) }
            before = value[index]
        }
        return value
    }

    private static func isSpace(_ character: Character?) -> Bool { character == " " || character == "\t" }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: isSpace)
        while isSpace(text.last) { text.removeLast() }
        return text
    }
}
