import Renditions
import RenditionsAPI
import Testing

@Suite struct RangeFieldTests {
    @Test(
        arguments: [
            ("bytes=0-499", .bytes(0..<500)), ("bytes=500-", .from(500)), ("bytes=-500", .last(500)),
            ("bytes=0-0", .bytes(0..<1)),
            ("Bytes=7-7", .bytes(7..<8)), ("bytes= 0-1 ", .bytes(0..<2)), ("bytes=,, 0-1 ,", .bytes(0..<2)),
            ("bytes=-0", .last(0)),
            ("bytes=00-01", .bytes(0..<2)), ("bytes=5-99999999999999999999", .bytes(5..<Int.max)),
            ("bytes=99999999999999999999-", .from(.max)), ("bytes=-99999999999999999999", .last(.max)),
            ("bytes=99999999999999999999-99999999999999999999", .bytes(Int.max..<Int.max)),
        ] as [(String, ByteRange)])
    func reads(_ text: String, _ range: ByteRange) throws {
        #expect(ByteRange(field: text) == range)
        // Whatever is asked for can be looked up.
        if let resolved = try? range.resolved(size: 10) { #expect((0...10).contains(resolved.upperBound)) }
    }

    @Test(arguments: [
        "", "bytes", "bytes=", "bytes=-", "bytes=,", "bytes =0-1", "bytes=0-1,2-3", "bytes=0-1,-1", "bytes=2-1",
        "bytes=a-b",
        "bytes=0-b", "bytes=--1", "bytes=0--1", "bytes=0-1-2", "bytes=+0-1", "bytes=0 -1", "bytes=0- 1", "bytes=0x0-1",
        "bytes=1",
        "bytes:0-1", "items=0-1", "bytes=\u{0660}-\u{0661}", "bytes=0-1 2", "bytes=0-1;", "=0-1",
    ])
    func ignores(_ text: String) {
        #expect(ByteRange(field: text) == nil)
    }

    @Test func ifRange() {
        let tag = EntityTag("v1")
        #expect(IfRange(parsing: "\"v1\"").allowsRange(of: tag))
        for text in ["\"v2\"", "W/\"v1\"", "v1", "\"v1", "\"v1\", \"v1\"", "*", "", "Wed, 21 Oct 2015 07:28:00 GMT"] {
            #expect(!IfRange(parsing: text).allowsRange(of: tag), "\(text)")
        }
    }
}
