import Renditions
import Testing

@Suite struct InspectionXMPTests {
    @Test(arguments: [
        "<rdf:Description exif:GPSLatitude='40,44N'/>", "<EXIF:gpslatitude>", "<photoshop:City>Paris</photoshop:City>",
        "photoshop:State", "photoshop:Country", "Iptc4xmpCore:Location", "Iptc4xmpCore:CountryCode",
        "Iptc4xmpExt:LocationCreated", "Iptc4xmpExt:LocationShown", "Iptc4xmpExt:Sublocation",
        "drone-dji:GpsLongitude", "drone-dji:Latitude", "any:GPSLatitude", "a:b:c:exifEX:GPSAltitude",
    ])
    func places(_ packet: String) {
        #expect(XMP.mentionsLocation(.text(packet)))
        #expect(XMP.mentionsLocation(.text("<x>" + packet + "</x>")))
    }

    @Test(arguments: [
        "", ":", "::::", "gps", "GPSLatitude", "exif:GP", "photoshop:Cit", "dc:title", "xmp:CreatorTool",
        "city:photoshop",
        "http://ns.adobe.com/exif/1.0/", "exif:PixelXDimension",
    ])
    func noPlaces(_ packet: String) {
        #expect(!XMP.mentionsLocation(.text(packet)))
    }

    /// A name may start or end wherever words of eight bytes do.
    @Test func everyOffset() {
        for before in 0..<24 {
            for after in 0..<10 {
                let packet = [UInt8](repeating: 0x3A, count: before) + .text("photoshop:city") + .zeros(after)
                #expect(XMP.mentionsLocation(packet))
            }
        }
    }

    @Test func manyColonsTakeLinearTime() {
        let packet = [UInt8](repeating: 0x3A, count: 1 << 16)
        #expect(!XMP.mentionsLocation(packet))
    }

    @Test func whatIsTooLongToSearchIsHeldToNameAPlace() throws {
        #expect(!XMP.mentionsLocation(.zeros(4 << 20)))
        #expect(XMP.mentionsLocation(.zeros((4 << 20) + 1)))
        // So also in the many segments of a JPEG's extended packet.
        let segment = SampleJPEG.segment(0xE1, .text("http://ns.adobe.com/xmp/extension/\0") + .zeros(60_000))
        let few = SampleJPEG(segments: Array(repeating: segment, count: 69))
        #expect(try !inspectAll(few.bytes).info.hasLocation)
        let many = SampleJPEG(segments: Array(repeating: segment, count: 70))
        #expect(try inspectAll(many.bytes).info.hasLocation)
    }
}
