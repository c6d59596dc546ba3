import RenditionsAPI
import Testing

@Suite struct MediaTypeTests {
    @Test(
        arguments: [
            ("image/jpeg", "image/jpeg", [:]), (" Image/JPEG \t", "image/jpeg", [:]), ("a/b;", "a/b", [:]),
            ("a/b ; ; c=d;", "a/b", ["c": "d"]), ("a/b;C=D", "a/b", ["c": "D"]),
            ("multipart/form-data; boundary=\"a b\"", "multipart/form-data", ["boundary": "a b"]),
            (#"a/b; c="d\"e\\f\g"; h="""#, "a/b", ["c": #"d"e\fg"#, "h": ""]),
            ("a/b; c=\"d;e=f\"; g=h", "a/b", ["c": "d;e=f", "g": "h"]),
            ("a/b; c=\"\u{E4}\t\"", "a/b", ["c": "\u{E4}\t"]),
            ("application/problem+json", "application/problem+json", [:]),
        ] as [(String, String, [String: String])])
    func reads(_ text: String, _ essence: String, _ parameters: [String: String]) throws {
        let type = try MediaType(parsing: text)
        #expect(type.essence == essence)
        #expect(Dictionary(uniqueKeysWithValues: type.parameters.all.map { ($0.name, $0.value) }) == parameters)
    }

    @Test(arguments: [
        "", " ", "image", "image/", "/jpeg", "a/b/c", "a /b", "a/ b", "a/b c", "a/b, c/d", "a/b; c", "a/b; c=",
        "a/b; =d",
        "a/b; c =d", "a/b; c= d", "a/b; c=\"d", "a/b; c=\"d\\", "a/b; c=\"d\"e", "a/b; c=d e", "a/b; c=\"\0\"",
        "a/b; c=\"\r\"",
        "a/b; c=\"\\\u{7F}\"", "\u{E4}/b", "*/b\r\n", "multipart/form-data; boundary=a; boundary=a",
        "multipart/form-data; boundary=a; BOUNDARY=b",
    ])
    func refuses(_ text: String) {
        let problem = #expect(throws: Problem.self) { try MediaType(parsing: text) }
        #expect(problem?.code == .invalidRequest)
    }

    /// Each is compared with all before it, so that there may not be any number of them.
    @Test func parametersHaveAnEnd() throws {
        let text = "a/b" + (0..<33).map { ";p\($0)=x" }.joined()
        #expect(try MediaType(parsing: String(text.dropLast(6))).parameters.all.count == 32)
        #expect(throws: Problem.self) { try MediaType(parsing: text) }
    }
}
