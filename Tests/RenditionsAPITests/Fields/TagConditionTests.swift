import Renditions
import RenditionsAPI
import RenditionsTesting
import Testing

@Suite struct TagConditionTests {
    @Test(arguments: [
        ("\"a\"", ["\"a\""]), ("\"a\", \"b\"", ["\"a\"", "\"b\""]), ("\"a\",\"b\"", ["\"a\"", "\"b\""]),
        ("W/\"a\"", ["W/\"a\""]), (" ,, \"a\" ,\t, W/\"b\" ,", ["\"a\"", "W/\"b\""]), ("\"\"", ["\"\""]),
        ("\"a,b\"", ["\"a,b\""]), ("\"a,W/b\", \"*\"", ["\"a,W/b\"", "\"*\""]), ("\"\\\"", ["\"\\\""]),
        ("\"\u{E4}\"", ["\"\u{E4}\""]),
    ])
    func reads(_ text: String, _ tags: [String]) throws {
        guard case .tags(let read) = try TagCondition(parsing: text) else {
            Issue.record("Not a list of tags.")
            return
        }
        #expect(read.map(\.fieldValue) == tags)
    }

    @Test func readsTheAsterisk() throws {
        #expect(try TagCondition(parsing: "*") == .any)
        #expect(try TagCondition(parsing: " * ") == .any)
    }

    @Test(arguments: [
        "", " ", ",", "a", "\"a", "a\"", "\"a\" \"b\"", "\"a\"\"b\"", "w/\"a\"", "W\"a\"", "W/a", "W/", "W", "*, \"a\"",
        "\"a\", *", "**",
        "\"a b\"", "\"a\0\"", "\"\u{7F}\"", "\"a\"; b",
    ])
    func refuses(_ text: String) {
        let problem = #expect(throws: Problem.self) { try TagCondition(parsing: text) }
        #expect(problem?.code == .invalidRequest)
    }

    /// The table of RFC 9110, section 8.8.3.2.
    @Test(arguments: [
        ("W/\"1\"", "W/\"1\"", false, true), ("W/\"1\"", "W/\"2\"", false, false), ("W/\"1\"", "\"1\"", false, true),
        ("\"1\"", "\"1\"", true, true),
    ])
    func compares(_ first: String, _ second: String, _ strongly: Bool, _ weakly: Bool) throws {
        let (first, second) = (
            try #require(HTTPEntityTag(parsing: first)), try #require(HTTPEntityTag(parsing: second))
        )
        #expect(first.isStronglyEqual(to: second) == strongly)
        #expect(second.isStronglyEqual(to: first) == strongly)
        #expect(first.isWeaklyEqual(to: second) == weakly)
    }

    @Test(
        arguments: [
            ("*", "a", true, false), ("*", nil, false, true), ("\"a\"", "a", true, false), ("\"b\"", "a", false, true),
            ("W/\"a\"", "a", false, false), ("\"b\", \"a\"", "a", true, false), ("\"a\"", nil, false, true),
        ] as [(String, String?, Bool, Bool)])
    func holds(_ text: String, _ current: String?, _ match: Bool, _ noneMatch: Bool) throws {
        let condition = try TagCondition(parsing: text)
        #expect(condition.allowsMatch(current.map { EntityTag($0) }) == match)
        #expect(condition.allowsNoneMatch(current.map { EntityTag($0) }) == noneMatch)
    }

    /// Stores may take any text for a tag.
    @Test(.showsSeed) func everyTagOfAStoreComesBack() throws {
        var random = TestSeed.generator
        var written: [String: String] = [:]
        for _ in 0..<2_000 {
            let text = RandomText.make(using: &random)
            let tag = HTTPEntityTag(EntityTag(text))
            #expect(tag.fieldValue.utf8.allSatisfy { (0x21...0x7E).contains($0) })
            #expect(HTTPEntityTag(parsing: tag.fieldValue) == tag)
            #expect(try TagCondition(parsing: "\"x\", \(tag.fieldValue)").allowsMatch(EntityTag(text)))
            let other = written.updateValue(text, forKey: tag.fieldValue)
            #expect(other == nil || other == text)
        }
    }
}
