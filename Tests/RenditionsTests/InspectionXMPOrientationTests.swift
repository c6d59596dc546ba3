import Renditions
import Testing

@Suite struct InspectionXMPOrientationTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var packet: String
        var expected: String
        var testDescription: String { packet }

        init(_ packet: String, _ expected: String) {
            self.packet = packet
            self.expected = expected
        }
    }

    static let found: [Case] = [
        Case("<d tiff:Orientation=\"6\"/>", "<d tiff:Orientation=\"3\"/>"),
        Case("<d tiff:Orientation='6' a:b='1'/>", "<d tiff:Orientation='3' a:b='1'/>"),
        Case("<d tiff:Orientation =\n \" 8 \"/>", "<d tiff:Orientation =\n \" 3 \"/>"),
        Case("<tiff:Orientation>6</tiff:Orientation> 7", "<tiff:Orientation>3</tiff:Orientation> 7"),
        Case("<t:Orientation>\n 6\n</t:Orientation>\n5<", "<t:Orientation>\n 3\n</t:Orientation>\n5<"),
        Case(
            "<tiff:Orientation xml:lang='x'>6</tiff:Orientation>", "<tiff:Orientation xml:lang='x'>3</tiff:Orientation>"
        ),
        Case("<tiff:Orientation>06</tiff:Orientation>", "<tiff:Orientation>3 </tiff:Orientation>"),
        Case("<d tiff:Orientation=\"&#54;\"/>", "<d tiff:Orientation=\"3    \"/>"),
        Case("a:Orientation='1'b:Orientation='2'", "a:Orientation='3'b:Orientation='3'"),
        Case("\u{FEFF}<d tiff:Orientation=\"6\"/>", "\u{FEFF}<d tiff:Orientation=\"3\"/>"),
    ]

    @Test(arguments: found) func everyFormOfTheProperty(_ example: Case) throws {
        let packet = try #require(XMP.packet(Array(example.packet.utf8), saying: .down))
        #expect(String(decoding: packet, as: UTF8.self) == example.expected)
        #expect(packet.count == example.packet.utf8.count)
    }

    @Test(arguments: [
        "", ":", "tiff:Orientation", "tiff:Orientation=", "tiff:Orientation='", "tiff:Orientation=''",
        "tiff:Orientation='6", "tiff:Orientation>6", "tiff:Orientation/>6<", "</tiff:Orientation>6<",
        "tiff:OrientationOther='6'", "tiff:Orientation='landscape'", "tiff:Orientation=6", "Orientation='6'",
        "<tiff:ImageWidth>6</tiff:ImageWidth>", "tiff:Orientation><a>6</a>",
    ])
    func whatIsNoValueIsLeftAlone(_ packet: String) {
        #expect(XMP.packet(Array(packet.utf8), saying: .down) == Array(packet.utf8))
    }

    @Test(
        arguments: [[0xFE, 0xFF, 0, 0x3C], [0xFF, 0xFE, 0x3C, 0], [0x3C, 0, 0x3F, 0], [0, 0x3C, 0, 0x3F]] as [[UInt8]])
    func packetsThatAreNotUTF8AreNotSearched(_ packet: [UInt8]) {
        #expect(XMP.packet(packet, saying: .up) == nil)
    }
}
