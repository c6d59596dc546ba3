/// How much a path may still do. A path of a few bytes can ask for more than any machine ever does: each `[0,0]` doubles
/// the work, each `..` multiplies it.
struct PathWork {
    /// The most steps of one path: values looked at, parts of values compared, characters held against patterns. A document
    /// of the largest size that an execution takes has at most 131,072 values.
    static let maximumSteps = 1_000_000
    /// The most bytes of JSON that all matches of one path may have together.
    static let maximumBytes = 16_777_216

    private var left = maximumSteps

    /// - Throws: ``StateFailure`` with `States.Runtime` when nothing is left.
    mutating func spend(_ steps: Int = 1) throws {
        left -= steps
        guard left >= 0 else {
            throw StateFailure.runtime(
                "A JSONPath takes more than \(Self.maximumSteps) steps; write one that looks at less.")
        }
    }

    /// Pays for looking at the whole of a value.
    mutating func spend(on value: JSONValue?) throws {
        switch value {
        case nil, .null, .bool, .number: try spend()
        case .string(let text): try spend(1 + text.utf8.count / 8)
        case .array(let elements):
            try spend()
            for element in elements { try spend(on: element) }
        case .object(let object):
            try spend()
            for entry in object.entries {
                try spend(1 + entry.key.utf8.count / 8)
                try spend(on: entry.value)
            }
        }
    }

    /// - Throws: ``StateFailure`` with `States.Runtime` when they are too large together.
    static func check(_ matches: JSONValue) throws {
        guard matches.encodedSize(limit: maximumBytes) <= maximumBytes else {
            throw StateFailure.runtime(
                "A JSONPath leads to more than \(maximumBytes) bytes; write one that leads to less.")
        }
    }
}
