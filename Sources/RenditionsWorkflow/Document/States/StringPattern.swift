/// The pattern of a `StringMatches`: `*` stands for any characters, also for none; `\*` and `\\` stand for themselves.
struct StringPattern {
    private enum Part: Equatable {
        case scalar(Unicode.Scalar)
        case anything
    }

    private let parts: [Part]

    init(_ text: String) {
        var parts: [Part] = []
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                parts.append(.scalar(scalar))
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                parts.append(scalar == "*" ? .anything : .scalar(scalar))
            }
        }
        if isEscaped { parts.append(.scalar("\\")) }
        self.parts = parts
    }

    /// Whether every backslash stands before something that may be escaped.
    static func isValid(_ text: String) -> Bool {
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                guard scalar == "*" || scalar == "\\" else { return false }
                isEscaped = false
            } else {
                isEscaped = scalar == "\\"
            }
        }
        return !isEscaped
    }

    func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var (part, position) = (0, 0)
        // Where to go on when what follows the last `*` does not fit: the star takes one more.
        var retry: (part: Int, position: Int)?
        while position < scalars.count {
            if part < parts.count, parts[part] == .anything {
                retry = (part + 1, position)
                part += 1
            } else if part < parts.count, parts[part] == .scalar(scalars[position]) {
                part += 1
                position += 1
            } else if let again = retry {
                retry = (again.part, again.position + 1)
                (part, position) = (again.part, again.position + 1)
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { $0 == .anything }
    }
}
