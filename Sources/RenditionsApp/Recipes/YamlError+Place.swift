package import Yams

extension YamlError {
    /// Where the fault is and what it is, in one line.
    package var placeAndProblem: String {
        switch self {
        case .parser(_, let problem, _, _) where problem.contains("nesting"): "it is nested too deeply"
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            "line \(mark.line), column \(mark.column): \(problem)"
        case .duplicatedKeysInMapping(let duplicates, let context):
            "line \(context.mark.line): \(duplicates.joined(separator: ", ").printable) is there twice"
        case .reader(let problem, _, _, _): "\(problem)"
        default: "it can't be read"
        }
    }
}
