import RenditionsAPI
import Testing

@Suite struct RequestPathTests {
    @Test(
        arguments: [
            ("/", [""], nil), ("/images", ["images"], nil), ("/images/", ["images", ""], nil), ("//a", ["", "a"], nil),
            ("/images/a%20b?c=d", ["images", "a b"], "c=d"), ("/a?", ["a"], ""), ("/a?b?c/d", ["a"], "b?c/d"),
            ("/a+b", ["a+b"], nil),
            ("/%E2%82%AC/%61", ["\u{20AC}", "a"], nil), ("/...", ["..."], nil), ("/.a/a.", [".a", "a."], nil),
            ("/%2B%3F%23%25", ["+?#%"], nil),
            ("http://host/images?a", ["images"], "a"), ("HTTPS://host:1/images", ["images"], nil),
            ("http://host", [""], nil),
            // Decoded once.
            ("/%252F", ["%2F"], nil), ("/%252e%252e", ["%2e%2e"], nil), ("/%25", ["%"], nil),
        ] as [(String, [String], String?)])
    func reads(_ target: String, _ segments: [String], _ query: String?) throws {
        let path = RequestPath(target)
        #expect(try path.segments() == segments)
        #expect(path.query == query)
    }

    @Test(arguments: [
        "", "images", "?a", "*", "http://host?a", "http:/images", "ftp://host/images", "/a%2Fb", "/a%2fb", "/a%5Cb",
        "/a\\b", "/a%00", "/a\0",
        "/%0D%0A", "/%7F", "/a b",
        "/%", "/%2", "/%2G", "/%+1", "/%FF", "/%C0%AF", "/%ED%A0%80", "/%E2%82", "/.", "/..", "/a/../b", "/%2E",
        "/%2e%2E/a", "/.%2e",
        "/a/.", "/\u{E4}", "/a#b",
    ])
    func refuses(_ target: String) {
        let problem = #expect(throws: Problem.self) { try RequestPath(target).segments() }
        #expect(problem?.code == .invalidRequest)
    }
}
