/// A path into a document, taken apart once and evaluated many times.
///
/// The dialect is that of Step Functions, whose rules are those of the Jayway library: a path is definite when it can
/// name one place at most; an indefinite one (wildcard, slice, several indices, filter, deep scan) always gives an array,
/// empty where nothing is.
struct JSONPath: Hashable, Sendable {
    /// Which document a path begins in.
    enum Root: Hashable, Sendable {
        /// `$`: the data that the state works on.
        case data
        /// `$$`: the context object.
        case context
    }

    /// As it was written.
    let text: String
    let root: Root
    let steps: [PathStep]
    /// Whether the path ends with `.length()`.
    let countsElements: Bool
    let isDefinite: Bool

    init(text: String, root: Root, steps: [PathStep], countsElements: Bool = false) {
        self.text = text
        self.root = root
        self.steps = steps
        self.countsElements = countsElements
        isDefinite = steps.allSatisfy(\.isDefinite)
    }

    /// The whole document.
    static let whole = JSONPath(text: "$", root: .data, steps: [])

    var isWhole: Bool { steps.isEmpty && root == .data && !countsElements }

    /// What stands there; nil when a definite path leads nowhere.
    ///
    /// - Throws: ``StateFailure`` with `States.Runtime` when the path takes too much work, or leads to too much.
    func value(in document: JSONValue) throws -> JSONValue? {
        let found: JSONValue?
        if isDefinite {
            found = PathStep.definiteValue(of: steps[...], in: document)
        } else {
            var matches: [JSONValue] = []
            var work = PathWork()
            try PathStep.collect(steps[...], in: document, root: document, into: &matches, &work)
            let all = JSONValue.array(matches)
            try PathWork.check(all)
            found = all
        }
        guard countsElements else { return found }
        switch found {
        case .array(let elements): return .integer(elements.count)
        case .object(let object): return .integer(object.count)
        case .string(let text): return .integer(text.utf16.count)
        default: return nil
        }
    }

    /// The path with every key in brackets, as error texts name it: `$['a']['b'][0]`.
    var bracketed: String { "$" + steps.map(\.bracketed).joined() }
}
