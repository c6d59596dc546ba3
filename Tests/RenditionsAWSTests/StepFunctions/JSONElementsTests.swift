import RenditionsAWS
import RenditionsWorkflow
import Testing

/// Arrays that are taken apart as they come.
@Suite struct JSONElementsTests {
    private func elements(_ text: String, by size: Int) throws -> (texts: [String], isEnded: Bool) {
        var reader = JSONElements()
        var found: [String] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            let ended = try reader.take(bytes[start..<min(bytes.count, start + size)])
            found += ended.map { String(decoding: $0, as: UTF8.self) }
        }
        return (found, reader.isEnded)
    }

    @Test(arguments: [1, 2, 3, 1_000])
    func elementsComeWhole(_ size: Int) throws {
        let texts = [
            #"{"a": "],[\"{}\\\\"}"#, #"[1, [2, {"b": []}]]"#, #""x,]""#, "3", "null", "{\"k\": \"\u{2028}é\"}",
        ]
        let found = try elements(" [\n" + texts.joined(separator: " ,\r\n") + "\n]\n", by: size)
        #expect(found.texts.map { $0.trimmed } == texts)
        #expect(found.isEnded)
        #expect(try elements("[]", by: size) == ([], true))
    }

    @Test func anArrayThatBreaksOffIsSeen() throws {
        for text in ["", "[", "[1", "[1,", "[{\"a\": 1}, \"]"] { #expect(try !elements(text, by: 3).isEnded) }
    }

    @Test(arguments: ["{}", "1", "x[]", "[] 1", "[][]"]) func whatIsNoArrayIsRefused(_ text: String) {
        #expect(throws: JSONElements.Fault.self) { try elements(text, by: 1) }
    }

    @Test func anElementHasItsBound() {
        #expect(throws: JSONElements.Fault.self) {
            try elements("[\"" + String(repeating: "x", count: 5 << 20), by: 1 << 20)
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        String(decoding: Array(utf8.reversed().drop { [0x20, 0x0A, 0x0D].contains($0) }.reversed()), as: UTF8.self)
    }
}
