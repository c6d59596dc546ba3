/// The condition of a filter step: `[?(@.price < 10 && @.title)]`.
indirect enum PathFilter: Hashable, Sendable {
    enum Comparison: String, Hashable, Sendable {
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case isIn = "in"
        case isNotIn = "nin"
        case contains = "contains"
        case size = "size"
        case empty = "empty"
        case matches = "=~"
    }

    enum Operand: Hashable, Sendable {
        case literal(JSONValue)
        /// Begins at the element under test.
        case current([PathStep])
        /// Begins at the document's root.
        case root([PathStep])
        case pattern(PathPattern)
    }

    case all([PathFilter])
    case any([PathFilter])
    case not(PathFilter)
    case exists(Operand)
    case comparison(Operand, Comparison, Operand)

    /// - Throws: ``StateFailure`` when that takes too much work.
    func accepts(_ element: JSONValue, root: JSONValue, _ work: inout PathWork) throws -> Bool {
        try work.spend()
        switch self {
        case .all(let filters): return try filters.allSatisfy { try $0.accepts(element, root: root, &work) }
        case .any(let filters): return try filters.contains { try $0.accepts(element, root: root, &work) }
        case .not(let filter): return try !filter.accepts(element, root: root, &work)
        case .exists(let operand): return try operand.value(for: element, root: root, &work) != nil
        case .comparison(let left, let comparison, let right):
            return try Self.holds(left, comparison, right, element: element, root: root, &work)
        }
    }

    private static func holds(
        _ left: Operand, _ comparison: Comparison, _ right: Operand, element: JSONValue, root: JSONValue,
        _ work: inout PathWork
    ) throws -> Bool {
        let value = try left.value(for: element, root: root, &work)
        if case .matches = comparison {
            guard case .pattern(let pattern) = right, let text = value?.patternText else { return false }
            return try pattern.matches(text, &work)
        }
        let other = try right.value(for: element, root: root, &work)
        try spend(on: value, comparison, other, &work)
        switch comparison {
        case .equal: return isEqual(value, other)
        case .notEqual: return !isEqual(value, other)
        case .less: return isLess(value, other)
        case .greater: return isLess(other, value)
        case .lessOrEqual: return isLess(value, other) || (isComparable(value, other) && isEqual(value, other))
        case .greaterOrEqual: return isLess(other, value) || (isComparable(value, other) && isEqual(value, other))
        case .isIn: return other?.arrayValue?.contains { isEqual(value, $0) } ?? false
        case .isNotIn: return other?.arrayValue.map { !$0.contains { isEqual(value, $0) } } ?? false
        case .contains:
            if let text = value?.stringValue, let part = other?.stringValue { return text.contains(part) }
            return value?.arrayValue?.contains { isEqual($0, other) } ?? false
        case .size:
            let count = value?.arrayValue?.count ?? value?.stringValue?.utf16.count
            return count != nil && count == other?.integerValue
        case .empty:
            let isEmpty = value?.arrayValue?.isEmpty ?? value?.stringValue?.isEmpty
            return isEmpty != nil && isEmpty == other?.boolValue
        case .matches: return false
        }
    }

    /// Pays for a comparison: for both sides, and for the one as often as it is compared with elements of the other.
    private static func spend(
        on value: JSONValue?, _ comparison: Comparison, _ other: JSONValue?, _ work: inout PathWork
    ) throws {
        let times: (value: Int, other: Int)
        switch comparison {
        case .isIn, .isNotIn: times = (other?.arrayValue?.count ?? 0, 1)
        case .contains: times = (1, value?.arrayValue?.count ?? 1)
        default: times = (1, 1)
        }
        // Most are scalars, and those are cheap however often they are compared.
        for _ in 0..<max(1, times.value) { try work.spend(on: value) }
        for _ in 0..<max(1, times.other) { try work.spend(on: other) }
    }

    /// A number and a text are the same when one can be read as the other, as in the library that AWS uses.
    private static func isEqual(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): JSONNumber.isEquivalent(left, right)
        case (.number(let number), .string(let text)): Double(text) == number.doubleValue
        case (.string(let text), .number(let number)): text == number.text
        case (.some(let left), .some(let right)): left == right
        default: false
        }
    }

    private static func isComparable(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
        switch (left, right) {
        case (.number, .number), (.string, .string): true
        default: false
        }
    }

    private static func isLess(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): JSONNumber.isLess(left, right)
        case (.string(let left), .string(let right)): left.utf16.lexicographicallyPrecedes(right.utf16)
        default: false
        }
    }
}

extension PathFilter.Operand {
    fileprivate func value(for element: JSONValue, root: JSONValue, _ work: inout PathWork) throws -> JSONValue? {
        let steps: [PathStep]
        let start: JSONValue
        switch self {
        case .literal(let value): return value
        case .pattern: return nil
        case .current(let path): (steps, start) = (path, element)
        case .root(let path): (steps, start) = (path, root)
        }
        try work.spend(steps.count)
        if steps.allSatisfy(\.isDefinite) { return PathStep.definiteValue(of: steps[...], in: start) }
        var matches: [JSONValue] = []
        try PathStep.collect(steps[...], in: start, root: root, into: &matches, &work)
        return .array(matches)
    }
}

extension JSONValue {
    /// What a pattern is held against.
    fileprivate var patternText: String? {
        switch self {
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let value): value ? "true" : "false"
        default: nil
        }
    }
}
