import RenditionsAPI
import Testing

@Suite struct PreferTests {
    @Test(
        arguments: [
            ("wait=10", 10, false), ("respond-async", nil, true), ("respond-async, wait=10", 10, true),
            ("WAIT = 10 , Respond-Async", 10, true), ("wait=\"10\"", 10, false), ("wait=10; a=b", 10, false),
            ("wait=10 ; a ; b = \"c,d\" , respond-async", 10, true), ("handling=lenient, wait=0", 0, false),
            ("return=\"minimal, wait=7\", wait=3", 3, false), ("respond-async=", nil, false),
            ("respond-async=\"\"", nil, true),
            // The first counts.
            ("wait=1, wait=2", 1, false), ("wait=x, wait=2", nil, false),
            // What can't be read is passed over, and nothing else is.
            ("", nil, false), (",,, wait=5,,", 5, false), ("wait", nil, false), ("wait=-1", nil, false),
            ("wait=1.5", nil, false),
            ("wait=+5", nil, false), ("wait=5s", nil, false), ("=, wait=5", 5, false), ("a b, wait=5", 5, false),
            ("wait=5 6, respond-async", nil, true), ("\"a, wait=5", nil, false), ("\"a\", wait=5", 5, false),
            ("a=\"b\\", nil, false),
            ("wait=\u{0665}", nil, false), ("\0, respond-async", nil, true),
            // More than there can be is as much as there can be.
            ("wait=99999999999999999999", .max, false),
        ] as [(String, Int?, Bool)])
    func reads(_ text: String, _ wait: Int?, _ respondAsync: Bool) {
        let prefer = Prefer(parsing: text)
        #expect(prefer.wait == wait)
        #expect(prefer.respondAsync == respondAsync)
    }
}
