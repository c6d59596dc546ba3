import RenditionsTesting
import RenditionsWorkflow
import Testing

/// Paths and patterns that ask for more than a machine can do end, and say why.
@Suite("Work of paths")
struct PathWorkTests {
    private func outcome(_ path: String, _ input: JSONValue) throws -> ExecutionOutcome? {
        let machine: JSONValue = [
            "StartAt": "P",
            "States": ["P": ["Type": "Pass", "Parameters": ["v.$": .string(path)], "End": true]],
        ]
        var run = try InterpreterRun(machine.json, input: input)
        try run.feed(.start)
        return run.outcome
    }

    /// One value in so many arrays.
    private static func nested(_ levels: Int) -> JSONValue {
        (0..<levels).reduce(JSONValue.integer(1)) { value, _ in .array([value]) }
    }

    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    private static let texts = JSONValue.array([.string(repeated("a", 60_000))])

    private static let objects: JSONValue = (0..<60).reduce(JSONValue.integer(1)) { value, _ in ["a": value] }
    private static let numbers = JSONValue.array((0..<20_000).map { .integer($0) })
    private static let trees = JSONValue.array(Array(repeating: nested(20), count: 1_000))

    private static let hungry: [(path: String, input: JSONValue)] = {
        var paths: [(path: String, input: JSONValue)] = []
        paths.append((path: "$" + repeated("[0,0]", 40), input: nested(60)))
        paths.append((path: "$" + repeated("[0,-1]", 60), input: nested(60)))
        paths.append((path: "$" + repeated("..[*]", 40), input: nested(60)))
        paths.append((path: "$[*]" + repeated("['a','a']", 40) + "['a']", input: objects))
        paths.append((path: "$[?(" + repeated("@..[*]..[*]..[*] == 1 || ", 20) + "@ == 1)]", input: trees))
        paths.append((path: "$[?(@ in $)]", input: numbers))
        paths.append((path: "$[?(@ =~ /(.*a?){300}/)]", input: texts))
        return paths
    }()

    @Test(arguments: hungry)
    func endsWithAClearCause(_ path: String, _ input: JSONValue) throws {
        guard case .failed(ErrorName.runtime, let cause?) = try outcome(path, input) else {
            Issue.record("\(path) must fail with States.Runtime")
            return
        }
        #expect(cause.contains("1000000 steps"), "\(cause.prefix(300))")
    }

    @Test func whatIsTooLargeIsNotMade() throws {
        let large = JSONValue.string(Self.repeated("x", 200_000))
        let outcome = try outcome("States.JsonToString($[" + Self.repeated("0,", 200) + "0])", .array([large]))
        guard case .failed(ErrorName.runtime, let cause?) = outcome else {
            Issue.record("It must fail with States.Runtime: \(String(describing: outcome))")
            return
        }
        #expect(cause.contains("16777216 bytes"))
    }

    @Test func wholeDocumentsOfTheLargestSizeCanBeWalked() throws {
        let values = JSONValue.array(Array(repeating: 1, count: 131_000))
        #expect(try outcome("States.ArrayLength($..[?(@ == 2)])", values) == .succeeded(["v": 0]))
        #expect(try outcome("States.ArrayLength($[*])", values) == .succeeded(["v": 131_000]))
    }

    @Test func patternsThatBacktrackForeverDoNot() throws {
        let input: JSONValue = .array([.string(Self.repeated("a", 200)), .string(Self.repeated("a", 200) + "b")])
        for pattern in ["(a*)*b", "(a|a)*b", "(a+)+b", "(a?){50}(a*)*b"] {
            #expect(
                try outcome("$[?(@ =~ /\(pattern)/)]", input)
                    == .succeeded(["v": .array([.string(Self.repeated("a", 200) + "b")])]))
        }
    }
}
