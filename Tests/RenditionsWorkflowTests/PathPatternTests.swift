import RenditionsTesting
import RenditionsWorkflow
import Testing

@Suite("Patterns of filters")
struct PathPatternTests {
    private func matching(_ pattern: String, of texts: [String]) throws -> [String]? {
        let machine: JSONValue = [
            "StartAt": "P",
            "States": [
                "P": ["Type": "Pass", "Parameters": ["v.$": .string("$[?(@ =~ /\(pattern))]")], "End": true]
            ],
        ]
        var run = try InterpreterRun(machine.json, input: .array(texts.map { .string($0) }))
        try run.feed(.start)
        guard case .succeeded(let output) = run.outcome else { return nil }
        return output["v"]?.arrayValue?.compactMap(\.stringValue)
    }

    private static let fitting: [(String, String, Bool)] = [
        (#"IMG_\d{4}\.jpe?g/i"#, "img_0001.JPG", true), (#"IMG_\d{4}\.jpe?g/"#, "img_0001.jpg", false),
        (#"\w+/"#, "a_1", true), (#"\w+/"#, "a-1", false), (#"[^\/]+\/x/"#, "a/x", true), (#"[\d-]+/"#, "1-2", true),
        (#"[^\d]/"#, "1", false), (#"[a-c-]+/"#, "b-", true), (#"[]a]+/"#, "]a", true), (#"\S+\s\S+/"#, "a b", true),
        (#"./"#, "\n", false), (#"./"#, "é", true), (#"^a$/"#, "a", true), (#"a^b/"#, "ab", false), (#"|a/"#, "", true),
        (#"(?:ab){2,3}/"#, "ababab", true), (#"(?:ab){2,3}/"#, "abababab", false), (#"a{2,}/"#, "a", false),
        (#"a{0}b/"#, "b", true), (#"É/i"#, "é", true), (#"[À-Þ]+/i"#, "éà", true), (#"\./"#, "x", false),
        (#"日本*?/"#, "日本本", true),
    ]

    @Test(arguments: fitting)
    func fit(_ pattern: String, _ text: String, _ expected: Bool) throws {
        #expect(try matching(pattern, of: [text]) == (expected ? [text] : []))
    }

    private static let wrong: [(String, Bool)] = [
        ("a{2", false), ("(a", false), ("a)", false), ("[a", false), ("*a", false), ("a**", false), ("a{3,2}", false),
        ("a{1001}", false), ("(a{100}){100}", false), ("[b-a]", false), ("((((){1000}){1000}){1000}){1000}", false),
        ("((a{0,1000}){0,1000})*", false),
        (String(repeating: "(", count: 33) + String(repeating: ")", count: 33), false),
        ("(?=a)", true), (#"(a)\1"#, true), (#"\bx"#, true), ("a++", true), ("[a[b]]", true), ("(?i)a", true),
    ]

    @Test(arguments: wrong)
    func refused(_ pattern: String, _ isUnsupported: Bool) {
        let error = #expect(throws: WorkflowError.self) { try matching(pattern + "/", of: []) }
        #expect(error?.code == (isUnsupported ? .unsupportedDocument : .invalidDocument))
        #expect(error?.faults.map(\.path) == ["/States/P/Parameters/v.$"])
    }

    /// Random patterns over two letters, held against all short texts by us and by Swift's own regular expressions.
    @Test func agreeWithAnotherEngine() throws {
        var random = SeededRandom(seed: 0x5EED)
        func pattern(_ depth: Int) -> String {
            switch Int.random(in: 0..<(depth > 0 ? 8 : 3), using: &random) {
            case 0: return "a"
            case 1: return "b"
            case 2: return "[ab]"
            case 3: return "(\(pattern(depth - 1))|\(pattern(depth - 1)))"
            case 4:
                return "(\(pattern(depth - 1)))" + ["*", "+", "?", "{2}", "{0,2}", "{1,}"].randomElement(
                    using: &random)!
            default: return pattern(depth - 1) + pattern(depth - 1)
            }
        }
        var texts = [""]
        for length in 1...6 {
            texts += (0..<(1 << length)).map { bits in
                String((0..<length).map { bits >> $0 & 1 == 0 ? "a" : "b" })
            }
        }
        for _ in 0..<150 {
            let pattern = pattern(4)
            let expression = try Regex(pattern)
            let expected = try texts.filter { try expression.wholeMatch(in: $0) != nil }
            #expect(try matching(pattern + "/", of: texts) == expected, "/\(pattern)/")
        }
    }
}
