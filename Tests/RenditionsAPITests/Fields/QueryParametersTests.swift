import RenditionsAPI
import RenditionsTesting
import Testing

@Suite struct QueryParametersTests {
    private static func parameters(_ query: String?) throws(Problem) -> QueryParameters {
        try QueryParameters(parsing: query, known: ["state", "limit"], families: ["attribute."])
    }

    @Test(
        arguments: [
            (nil, nil, nil, [:]), ("", nil, nil, [:]), ("state=ready", "ready", nil, [:]), ("state", "", nil, [:]),
            ("state=", "", nil, [:]),
            ("&&limit=1&&state=a&", "a", "1", [:]), ("state=a%20b+c%2Bd", "a b c+d", nil, [:]),
            ("%73tate=%61", "a", nil, [:]),
            ("state=a=b?c/d", "a=b?c/d", nil, [:]), ("state=%2541", "%41", nil, [:]),
            ("state=%E2%82%AC", "\u{20AC}", nil, [:]),
            ("attribute.a=1&attribute.b.c=2&state=%26", "&", nil, ["a": "1", "b.c": "2"]),
            ("attribute.%20=%3D", nil, nil, [" ": "="]), ("attribute.%CC%81=1", nil, nil, ["\u{301}": "1"]),
        ] as [(String?, String?, String?, [String: String])])
    func reads(_ query: String?, _ state: String?, _ limit: String?, _ attributes: [String: String]) throws {
        let parameters = try Self.parameters(query)
        #expect(parameters["state"] == state)
        #expect(parameters["limit"] == limit)
        #expect(parameters.family("attribute.") == attributes)
        #expect(parameters["other"] == nil)
    }

    @Test func namesWhatIsNotKnown() {
        let problem = #expect(throws: Problem.self) { try Self.parameters("state=a&o%22t%0Aher%F0%9F%8D%8E=1") }
        #expect(
            problem?.detail
                == "The query has the parameter \"o?t?her?\", which is not known here. There are limit, state.")
    }

    @Test(arguments: [
        "other=1", "State=a", "state =a", "state.=1", "attribute.=1", "attribute=1", "=1", "=", "a", "state=a&state=a",
        "state=a&%73tate=b",
        "attribute.a=1&attribute.a=2", "state=%", "state=%2", "state=%GG", "%=1", "state=%FF", "state=%C0%80",
        "state=%00", "state=\u{E4}",
        "state=a b", "state=a#b", "state=\0", "state=\n",
    ])
    func refuses(_ query: String) {
        let problem = #expect(throws: Problem.self) { try Self.parameters(query) }
        #expect(problem?.code == .invalidRequest)
    }

    @Test func thereAreAtMost64() throws {
        let query = { (count: Int) in (0..<count).map { "attribute.\($0)=x" }.joined(separator: "&") }
        #expect(try Self.parameters(query(64)).family("attribute.").count == 64)
        #expect(throws: Problem.self) { try Self.parameters(query(65)) }
    }

    @Test(.showsSeed) func whatIsEncodedIsReadAgain() throws {
        var random = TestSeed.generator
        for _ in 0..<2_000 {
            let text = RandomText.make(using: &random).filter { $0 != "\0" }
            let bytes = text.utf8.map { byte in
                let digits = String(byte, radix: 16)
                return (digits.count == 1 ? "%0" : "%") + digits
            }
            #expect(try Self.parameters("state=\(bytes.joined())")["state"] == text)
            guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || "/\\\u{7F}".unicodeScalars.contains($0) }),
                text != ".", text != ".."
            else { continue }
            #expect(try RequestPath("/\(bytes.joined())?x").segments() == [text])
        }
    }
}
