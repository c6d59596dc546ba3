/// A path that names exactly one place, so that something can be put there: keys and indices only.
struct ReferencePath: Hashable, Sendable {
    let text: String
    let steps: [PathStep]

    /// - Throws: ``PathFault``.
    init(_ text: String) throws {
        let path = try PathParser.parse(text)
        guard path.root == .data else { throw PathFault(reason: "'\(text)' must not begin in the context object.") }
        for step in path.steps {
            switch step {
            case .key: continue
            case .index(let index) where index >= 0: continue
            default: throw PathFault(reason: "'\(text)' must be a reference path: keys and indices only.")
            }
        }
        guard !path.countsElements else { throw PathFault(reason: "'\(text)' must be a reference path.") }
        self.text = text
        steps = path.steps
    }

    var isWhole: Bool { steps.isEmpty }

    /// Puts a value there. Missing objects on the way are made.
    ///
    /// - Returns: false, and nothing has changed, when the way leads through something that is neither object nor array,
    ///   or past the end of an array.
    func put(_ value: JSONValue, into document: inout JSONValue) -> Bool {
        guard fits(document, steps[...]) else { return false }
        Self.put(value, steps[...], into: &document)
        return true
    }

    private func fits(_ document: JSONValue, _ steps: ArraySlice<PathStep>) -> Bool {
        guard let step = steps.first else { return true }
        switch (step, document) {
        case (.key(let key), .object(let object)):
            guard let child = object[key] else { return !steps.dropFirst().contains { $0.isIndex } }
            return fits(child, steps.dropFirst())
        case (.index(let index), .array(let elements)):
            return index < elements.count && fits(elements[index], steps.dropFirst())
        default: return false
        }
    }

    private static func put(_ value: JSONValue, _ steps: ArraySlice<PathStep>, into document: inout JSONValue) {
        guard let step = steps.first else { return document = value }
        let rest = steps.dropFirst()
        switch step {
        case .key(let key):
            var object = JSONObject()
            if case .object(let existing) = document { object = existing }
            document = .null
            object.update(key) { put(value, rest, into: &$0) }
            document = .object(object)
        case .index(let index):
            guard case .array(var elements) = document else { return }
            document = .null
            put(value, rest, into: &elements[index])
            document = .array(elements)
        default: return
        }
    }
}

extension PathStep {
    fileprivate var isIndex: Bool { if case .index = self { true } else { false } }
}
