/// One step of a ``JSONPath``.
indirect enum PathStep: Hashable, Sendable {
    case key(String)
    /// Several keys at once. At the end of a path it makes one object of those that are there.
    case keys([String])
    /// From the end when negative.
    case index(Int)
    case indices([Int])
    /// From `start` up to and without `end`; from the end when negative.
    case slice(start: Int?, end: Int?)
    case wildcard
    case filter(PathFilter)
    /// `..`: this value and everything in it.
    case descendants

    var isDefinite: Bool {
        switch self {
        case .key, .keys, .index: true
        case .indices, .slice, .wildcard, .filter, .descendants: false
        }
    }

    var bracketed: String {
        switch self {
        case .key(let key): "['\(key)']"
        case .keys(let keys): "[\(keys.map { "'\($0)'" }.joined(separator: ","))]"
        case .index(let index): "[\(index)]"
        case .indices(let indices): "[\(indices.map(String.init).joined(separator: ","))]"
        case .slice(let start, let end): "[\(start.map(String.init) ?? ""):\(end.map(String.init) ?? "")]"
        case .wildcard: "[*]"
        case .filter: "[?]"
        case .descendants: ".."
        }
    }

    static func definiteValue(of steps: ArraySlice<PathStep>, in document: JSONValue) -> JSONValue? {
        var value = document
        for step in steps {
            guard let next = step.only(in: value) else { return nil }
            value = next
        }
        return value
    }

    /// What a definite step leads to.
    private func only(in value: JSONValue) -> JSONValue? {
        switch (self, value) {
        case (.key(let key), .object(let object)): return object[key]
        case (.index(let index), .array(let elements)):
            let position = index < 0 ? elements.count + index : index
            return elements.indices.contains(position) ? elements[position] : nil
        case (.keys(let keys), .object(let object)):
            return .object(JSONObject(keys.compactMap { key in object[key].map { .init(key: key, value: $0) } }))
        default: return nil
        }
    }

    /// Adds everything that the steps lead to.
    ///
    /// - Throws: ``StateFailure`` when that takes too much work.
    static func collect(
        _ steps: ArraySlice<PathStep>, in value: JSONValue, root: JSONValue, into matches: inout [JSONValue],
        _ work: inout PathWork
    ) throws {
        try work.spend()
        guard let step = steps.first else { return matches.append(value) }
        let rest = steps.dropFirst()
        func goOn(_ next: JSONValue?) throws {
            guard let next else { return try work.spend() }
            try collect(rest, in: next, root: root, into: &matches, &work)
        }
        switch step {
        case .key, .index: try goOn(step.only(in: value))
        case .keys(let keys):
            if rest.isEmpty {
                try work.spend(keys.count)
                try goOn(step.only(in: value))
            } else {
                for key in keys { try goOn(PathStep.key(key).only(in: value)) }
            }
        case .indices(let indices): for index in indices { try goOn(PathStep.index(index).only(in: value)) }
        case .slice(let start, let end):
            guard case .array(let elements) = value else { return }
            for index in range(from: start, to: end, count: elements.count) { try goOn(elements[index]) }
        case .wildcard: for child in value.children { try goOn(child) }
        case .filter(let filter):
            // A filter looks at the elements of an array; on an object it looks at the object itself.
            let candidates: [JSONValue]
            switch value {
            case .array(let elements): candidates = elements
            case .object: candidates = [value]
            default: return
            }
            for candidate in candidates where try filter.accepts(candidate, root: root, &work) { try goOn(candidate) }
        case .descendants:
            try goOn(value)
            for child in value.children { try collect(steps, in: child, root: root, into: &matches, &work) }
        }
    }

    private static func range(from start: Int?, to end: Int?, count: Int) -> Range<Int> {
        func position(_ index: Int) -> Int { min(max(0, index < 0 ? count + index : index), count) }
        let lower = position(start ?? 0)
        return lower..<max(lower, position(end ?? count))
    }
}

extension JSONValue {
    /// Elements or members' values.
    fileprivate var children: [JSONValue] {
        switch self {
        case .array(let elements): elements
        case .object(let object): object.entries.map(\.value)
        default: []
        }
    }
}
