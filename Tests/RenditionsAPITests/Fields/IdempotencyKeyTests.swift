import RenditionsAPI
import Testing

@Suite struct IdempotencyKeyTests {
    @Test(arguments: [
        ("\"8e03978e-40d5-43dd-bc93-6894a57f9324\"", "8e03978e-40d5-43dd-bc93-6894a57f9324"),
        ("8e03978e-40d5-43dd-bc93-6894a57f9324", "8e03978e-40d5-43dd-bc93-6894a57f9324"), (" a ", "a"),
        (" \"a\" ", "a"),
        ("\"a b\"", "a b"), (#""a\"b\\c""#, #"a"b\c"#), ("\"a\"; b=c", "a"), ("aGk+/w==", "aGk+/w=="), ("\"'\"", "'"),
        ("0", "0"),
        (String(repeating: "k", count: 255), String(repeating: "k", count: 255)),
    ])
    func reads(_ text: String, _ value: String) throws {
        let key = try IdempotencyKey(parsing: text)
        #expect(key.rawValue == value)
        #expect(try IdempotencyKey(parsing: key.fieldValue) == key)
    }

    @Test(arguments: [
        "", " ", "\"\"", "\"", "\"a", "a\"", "a b", "a, b", "a,b", "\"a\", \"b\"", "\"a\" \"b\"", "a;b", "\"\u{E4}\"",
        "\u{E4}", "\"a\0\"",
        "a\0", "\"a\\b\"", "a\\b", "\"a\r\n\"", String(repeating: "k", count: 256),
        "\"\(String(repeating: "k", count: 256))\"",
    ])
    func refuses(_ text: String) {
        let problem = #expect(throws: Problem.self) { try IdempotencyKey(parsing: text) }
        #expect(problem?.code == .invalidRequest)
    }
}
