import RenditionsWorkflow
import Testing

/// Paths, intrinsic functions and conditions, each as the only field of a machine of one state.
@Suite("Paths, functions, conditions")
struct PathTests {
    private static let store = """
        {"store": {"book": [
            {"title": "A", "price": 8, "tags": ["x"]}, {"title": "B", "price": 12.5}, {"title": "C", "price": 9, "isbn": "1"}],
          "bike": {"price": 20}},
         "odd key": {"a.b": 1}, "limit": 9, "list": [1, 2, 3, 4, 5], "empty": []}
        """

    /// What a template with this value behind `v.$` makes of the store.
    private func value(_ expression: String, seed: UInt64 = 1) throws -> JSONValue? {
        let machine: JSONValue = [
            "StartAt": "P",
            "States": ["P": ["Type": "Pass", "Parameters": ["v.$": .string(expression)], "End": true]],
        ]
        var run = try InterpreterRun(machine.json, input: JSONValue(json: Self.store), seed: seed)
        try run.feed(.start)
        guard case .succeeded(let output) = run.outcome else { return nil }
        return output["v"]
    }

    @Test(arguments: [
        ("$.limit", "9"), ("$['odd key']['a.b']", "1"), ("$.store.book[0].title", #""A""#),
        ("$.store.book[-1].title", #""C""#), ("$.store.book[*].title", #"["A","B","C"]"#),
        ("$.store.book[1:].title", #"["B","C"]"#), ("$.store.book[:-1].title", #"["A","B"]"#),
        ("$.store.book[0,2].title", #"["A","C"]"#), ("$..price", "[8,12.5,9,20]"),
        ("$.store..title", #"["A","B","C"]"#),
        ("$.store.book[?(@.price < 10)].title", #"["A","C"]"#), ("$.store.book[?(@.isbn)].title", #"["C"]"#),
        ("$.store.book[?(@.price <= $.limit && !(@.title == 'A'))].title", #"["C"]"#),
        ("$.store.book[?(@.title == 'B' || @.price == 8)].title", #"["A","B"]"#),
        ("$.store.book[?(@.title in ['A', 'C'])].price", "[8,9]"),
        ("$.store.book[?(@.title =~ /[ab]/i)].price", "[8,12.5]"),
        ("$.store.book[?(@.tags contains 'x')].title", #"["A"]"#), ("$.store.bike['price','wheels']", #"{"price":20}"#),
        ("$.store.*.price", "[20]"), ("$.nowhere[*]", "[]"), ("$.store.nowhere[?(@.a)]", "[]"),
        ("$.list.length()", "5"),
        ("$..book[0]['title']", #"["A"]"#), ("$.list[1:3]", "[2,3]"), ("$$.State.Name", #""P""#),
        ("$$.Execution.Input.limit", "9"),
    ])
    func leadTo(_ path: String, _ expected: String) throws {
        #expect(try value(path) == JSONValue(json: expected))
    }

    @Test(arguments: ["$.nowhere", "$.list[9]", "$.list.a", "$.store.book.title", "$$.Map.Item.Value"])
    func definitePathsThatLeadNowhereFail(_ path: String) throws { #expect(try value(path) == nil) }

    @Test(arguments: [
        "", "limit", "$.", "$..", "$.a[", "$.a[]", "$.a['b]", "$.a[?@.b]", "$.a[1:2:3]", "$.a b", "$variable.x",
        "$.a.max()",
        "States.Format('{}')", "States.Nothing()", "States.Array(", "States.Format('a\\nb')", "States.UUID(1)",
        "States.Hash('a')", "States.Array('a') x", "States.Array(word)",
    ])
    func invalidExpressionsAreRefused(_ expression: String) {
        let error = #expect(throws: WorkflowError.self) { try value(expression) }
        #expect(error?.faults.map(\.path) == ["/States/P/Parameters/v.$"])
    }

    @Test(arguments: [
        ("States.Format('{} and \\{\\} of {}', $.limit, $.store.bike)", #""9 and {} of {price=20}""#),
        ("States.Format('It\\'s {}', 'here')", #""It's here""#), ("States.StringToJson('[1, 2]')", "[1,2]"),
        ("States.JsonToString($.store.bike)", #""{\"price\":20}""#),
        ("States.Array(1, null, true, 'a', $.limit)", #"[1,null,true,"a",9]"#),
        ("States.ArrayPartition($.list, 2)", "[[1,2],[3,4],[5]]"), ("States.ArrayContains($.list, 3)", "true"),
        ("States.ArrayRange(5, 1, -2)", "[5,3,1]"), ("States.ArrayGetItem($.list, 0)", "1"),
        ("States.ArrayLength($.empty)", "0"),
        ("States.ArrayUnique(States.Array(1, 1.0, 1, 'a', 'a', null, null))", #"[1,1.0,"a",null]"#),
        ("States.Base64Encode('hello')", #""aGVsbG8=""#), ("States.Base64Decode('aGVsbG8=')", #""hello""#),
        ("States.Hash('', 'SHA-1')", #""da39a3ee5e6b4b0d3255bfef95601890afd80709""#),
        ("States.JsonMerge($.store.bike, States.StringToJson('{\"gears\": 7}'), false)", #"{"price":20,"gears":7}"#),
        ("States.MathAdd(2, -5)", "-3"), ("States.StringSplit('a-b_c', '-_')", #"["a","b","c"]"#),
        ("States.ArrayLength(States.ArrayRange(1, 1000, 1))", "1000"),
    ])
    func functionsGive(_ call: String, _ expected: String) throws {
        #expect(try value(call) == JSONValue(json: expected))
    }

    @Test(arguments: [
        "States.ArrayPartition($.list, 0)", "States.ArrayGetItem($.list, 5)", "States.ArrayRange(1, 1001, 1)",
        "States.ArrayRange(1, 2, 0)", "States.ArrayLength($.limit)", "States.StringToJson('{')",
        "States.Base64Decode('*')",
        "States.Hash('a', 'CRC')", "States.JsonMerge($.store, $.store, true)", "States.MathAdd('1', 2)",
        "States.MathRandom(2, 2)", "States.StringSplit($.limit, ',')", "States.MathAdd(9223372036854775807, 1)",
        "States.Format($.limit, 1)",
    ])
    func functionsFailWith(_ call: String) throws {
        let machine: JSONValue = [
            "StartAt": "P", "States": ["P": ["Type": "Pass", "Parameters": ["v.$": .string(call)], "End": true]],
        ]
        var run = try InterpreterRun(machine.json, input: JSONValue(json: Self.store))
        try run.feed(.start)
        guard case .failed(let error, let cause?) = run.outcome else {
            Issue.record("\(call) must fail")
            return
        }
        #expect(error == ErrorName.intrinsicFailure)
        #expect(cause.contains("The function '\(call)' had the following error"))
    }

    @Test func chanceFollowsFromTheSeed() throws {
        let numbers = try (1...50).compactMap { try value("States.MathRandom(1, 10)", seed: $0)?.integerValue }
        #expect(numbers.allSatisfy { (1..<10).contains($0) })
        #expect(Set(numbers).count == 9)
        let id = try #require(try value("States.UUID()")?.stringValue)
        #expect(id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        #expect(try value("States.UUID()", seed: 2)?.stringValue != id)
        #expect(try value("States.MathRandom(1, 1000, 5)", seed: 1) == value("States.MathRandom(1, 1000, 5)", seed: 2))
    }

    /// Whether a condition holds for a value under `v`.
    private func holds(_ condition: String, _ value: String) throws -> Bool? {
        let machine = """
            {"StartAt": "C", "States": {
              "C": {"Type": "Choice", "Choices": [{\(condition), "Next": "Yes"}], "Default": "No"},
              "Yes": {"Type": "Pass", "Result": true, "End": true}, "No": {"Type": "Pass", "Result": false, "End": true}}}
            """
        var run = try InterpreterRun(machine, input: ["v": JSONValue(json: value), "w": "b"])
        try run.feed(.start)
        guard case .succeeded(let output) = run.outcome else { return nil }
        return output.boolValue
    }

    @Test(arguments: [
        (#""Variable": "$.v", "StringMatches": "a*c""#, #""abc""#, true),
        (#""Variable": "$.v", "StringMatches": "a*c""#, #""ac""#, true),
        (#""Variable": "$.v", "StringMatches": "a*c""#, #""abcd""#, false),
        (#""Variable": "$.v", "StringMatches": "*.jp*g""#, #""x.jpeg""#, true),
        (#""Variable": "$.v", "StringMatches": "a\\*c""#, #""a*c""#, true),
        (#""Variable": "$.v", "StringMatches": "a\\*c""#, #""abc""#, false),
        (#""Variable": "$.v", "StringMatches": "a\\\\*""#, #""a\\b""#, true),
        (#""Variable": "$.v", "StringMatches": "*""#, #""""#, true),
        (#""Variable": "$.v", "StringLessThanPath": "$.w""#, #""a""#, true),
        (#""Variable": "$.v", "NumericGreaterThan": 1"#, "1.5", true),
        (
            #""Variable": "$.v", "TimestampGreaterThanEquals": "2024-02-29T12:00:00+01:00""#,
            #""2024-02-29T11:00:00.000Z""#, true
        ),
        (#""Variable": "$.v", "IsTimestamp": true"#, #""2023-02-29T11:00:00Z""#, false),
        (#""Variable": "$.v", "IsTimestamp": true"#, #""2024-02-29t11:00:00Z""#, false),
        (#""Not": {"Variable": "$.v", "BooleanEquals": true}"#, "false", true),
        (#""Or": [{"Variable": "$.v", "IsNull": true}, {"Variable": "$.v", "NumericEquals": 1}]"#, "1.0", true),
        (#""And": [{"Variable": "$.v.x", "IsPresent": false}, {"Variable": "$.v", "IsString": false}]"#, "{}", true),
    ])
    func conditionsHold(_ condition: String, _ value: String, _ expected: Bool) throws {
        #expect(try holds(condition, value) == expected)
    }

    @Test func conditionsOnWhatIsMissingFail() throws {
        #expect(try holds(#""Variable": "$.v.x", "IsNull": true"#, "{}") == nil)
        #expect(try holds(#""Variable": "$.v", "StringEqualsPath": "$.nowhere""#, #""a""#) == nil)
    }
}
