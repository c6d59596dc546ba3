import RenditionsWorkflow
import Testing

@Suite("JSON values")
struct JSONValueTests {
    @Test(arguments: [
        "null", "true", "0", "-7", "1.5", "1.0", "12345678901234567890123", "\"\"", "\"\\u0001\\n\\\"\\\\ä😀\"", "[]",
        "{}",
        "[1,[2,{\"a\":null}]]", "{\"b\":1,\"a\":[]}",
    ])
    func comesOutAsItWentIn(_ text: String) throws {
        let value = try JSONValue(json: text)
        #expect(value.json == text)
        #expect(value.encodedSize() == text.utf8.count)
    }

    @Test(arguments: [
        "", "nul", "01", "1.", "-", "1e", "\"", "\"\\x\"", "\"\\ud800\"", "\"\u{1}\"", "[1,]", "{\"a\"}", "{\"a\":1,}",
        "{a:1}",
        "1 2", "[", "'a'", "NaN", String(repeating: "[", count: 300), "1e999",
    ])
    func whatIsNoJSONIsRefused(_ text: String) {
        let error = #expect(throws: WorkflowError.self) { try JSONValue(json: text) }
        #expect(error?.code == .invalidJSON)
    }

    @Test func bytesThatAreNotUTF8AreRefused() {
        #expect(throws: WorkflowError.self) { try JSONValue(json: [0x22, 0xFF, 0x22]) }
    }

    @Test func canonicalFormsAreEqualForEqualValues() throws {
        let left = try JSONValue(json: #"{"b": [1, {"y": 1, "x": 2}], "a": "é"}"#)
        let right = try JSONValue(json: #"{"a": "é", "b": [1, {"x": 2, "y": 1}]}"#)
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left.canonicalJSON == right.canonicalJSON)
        #expect(left.canonicalJSON == #"{"a":"é","b":[1,{"x":2,"y":1}]}"#)
    }

    @Test func kindsOfNumbersAndFormsOfCharactersStayApart() throws {
        #expect(try JSONValue(json: "1") != JSONValue(json: "1.0"))
        #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
        #expect(JSONValue(dictionaryLiteral: ("\u{E9}", 1), ("e\u{301}", 2)).objectValue?.count == 2)
        #expect(try JSONValue(json: "-0") == 0)
        #expect(try JSONValue(json: "1e2") == 100.0)
    }

    @Test func manyKeysAreFound() {
        var object = JSONObject()
        for number in 0..<200 { object["key \(number)"] = .integer(number) }
        object["key 7"] = nil
        object["key 9"] = "nine"
        #expect(object.count == 199)
        #expect(object["key 7"] == nil)
        #expect(object["key 9"] == "nine")
        #expect(object["key 199"] == 199)
    }

    struct Thing: Codable, Equatable {
        enum Kind: String, Codable { case one, two }

        var name: String
        var count: UInt64
        var ratio: Float
        var parts: [String: [Int?]]
        var kind: Kind
        var missing: String?
        var present: JSONValue?
    }

    @Test func codableValuesComeBack() throws {
        let thing = Thing(
            name: "x", count: .max, ratio: 0.5, parts: ["a": [1, nil], "": []], kind: .two, missing: nil,
            present: ["deep": [1.5, .null]])
        let value = try JSONValue(encoding: thing)
        #expect(value["count"]?.json == "18446744073709551615")
        #expect(value["missing"] == nil)
        #expect(try value.decoded(as: Thing.self) == thing)
        #expect(try JSONValue(json: value.json).decoded(as: Thing.self) == thing)
    }

    @Test func whatDoesNotFitIsRefusedWithItsPlace() throws {
        let error = #expect(throws: WorkflowError.self) {
            try JSONValue(json: #"{"name": "x", "count": -1}"#).decoded(as: Thing.self)
        }
        #expect(error?.code == .invalidRequest)
        #expect(error?.message.contains("/count") == true)
        #expect(throws: WorkflowError.self) { try JSONValue(encoding: [Double.nan]) }
    }
}
