import NIOCore
import Renditions

/// A JPEG with every kind of metadata that the tests look for, written here segment by segment.
struct TaggedJPEG {
    /// Texts that no rendition may hold unless it keeps everything. GPS is in them all.
    static let canaries = [
        "CANARY-GPS-AREA", "CANARY-MAKER-NOTE", "CANARY-COMMENT", "CANARY-XMP", "CANARY-IPTC", "CANARY-THUMBNAIL",
        "CANARY-SERIAL", "CANARY-APP11",
    ]
    static let artist = "Ada Painter"
    static let copyright = "(c) 2024 Painter"
    static let make = "Makers"
    static let date = "2024:05:17 12:30:00"
    /// 52 degrees, 31 minutes, 12 seconds, as EXIF's rational numbers in big-endian order.
    static let latitude: [UInt8] = [0, 0, 0, 52, 0, 0, 0, 1, 0, 0, 0, 31, 0, 0, 0, 1, 0, 0, 0, 12, 0, 0, 0, 1]

    private struct Field {
        var tag: Int
        var type: Int
        var count: Int
        var value: [UInt8]

        static func text(_ tag: Int, _ text: String) -> Field {
            let value = Array(text.utf8) + [0]
            return Field(tag: tag, type: 2, count: value.count, value: value)
        }
        static func bytes(_ tag: Int, _ type: Int, _ value: [UInt8]) -> Field {
            Field(tag: tag, type: type, count: value.count, value: value)
        }
    }

    /// - Parameters:
    ///   - picture: a JPEG without metadata.
    ///   - orientation: what the EXIF block says.
    static func file(_ picture: ByteBuffer, orientation: Int = 6, profile: [UInt8]? = nil) -> ByteBuffer {
        var segments = segment(0xE1, Array("Exif\0\0".utf8) + exif(orientation: orientation))
        segments += segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + Array(xmp.utf8))
        segments += segment(0xED, iptc)
        if let profile { segments += segment(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1] + profile) }
        segments += segment(0xEB, Array("JP\0\0CANARY-APP11".utf8))
        segments += segment(0xFE, Array("CANARY-COMMENT <?php echo 1; ?><script>".utf8))
        let bytes = Array(picture.readableBytesView)
        return ByteBuffer(bytes: bytes[..<2] + segments + bytes[2...])
    }

    private static func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
        [0xFF, marker, UInt8((body.count + 2) >> 8), UInt8((body.count + 2) & 255)] + body
    }

    private static let xmp = """
        <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF \
        xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description \
        xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6" \
        xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="52,31.2N" exif:GPSLongitude="13,24.3E" \
        note="CANARY-XMP"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>
        """

    /// Photoshop's resource block 0x0404, with the city of IPTC-IIM 2:90.
    private static let iptc: [UInt8] = {
        let text = Array("CANARY-IPTC".utf8)
        let record: [UInt8] = [0x1C, 2, 90, 0, UInt8(text.count)] + text
        return Array("Photoshop 3.0\0".utf8) + Array("8BIM".utf8) + [4, 4, 0, 0, 0, 0, 0, UInt8(record.count)] + record
    }()

    private static func word(_ value: Int) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 255)] }
    private static func long(_ value: Int) -> [UInt8] { word(value >> 16) + word(value & 0xFFFF) }

    /// A big-endian TIFF structure with the directories 0, Exif, GPS and 1.
    static func exif(orientation: Int) -> [UInt8] {
        let thumbnail = Array("\u{1}CANARY-THUMBNAIL".utf8)
        func main(_ exif: Int, _ gps: Int) -> [Field] {
            [
                .text(0x010F, make), .text(0x0110, "Model 5"),
                Field(tag: 0x0112, type: 3, count: 1, value: word(orientation)), .text(0x013B, artist),
                .text(0x8298, copyright), Field(tag: 0x8769, type: 4, count: 1, value: long(exif)),
                Field(tag: 0x8825, type: 4, count: 1, value: long(gps)),
            ]
        }
        let detail: [Field] = [
            .text(0x9003, date), .bytes(0x927C, 7, Array("CANARY-MAKER-NOTE".utf8)),
            .bytes(0x9286, 7, Array("ASCII\0\0\0CANARY-COMMENT".utf8)), .text(0xA431, "CANARY-SERIAL"),
        ]
        let gps: [Field] = [
            .bytes(0x0000, 1, [2, 3, 0, 0]), .text(0x0001, "N"), Field(tag: 2, type: 5, count: 3, value: latitude),
            .text(0x0003, "E"), Field(tag: 4, type: 5, count: 3, value: latitude),
            .bytes(0x001C, 7, Array("ASCII\0\0\0CANARY-GPS-AREA".utf8)),
        ]
        func preview(_ position: Int) -> [Field] {
            [
                Field(tag: 0x0103, type: 3, count: 1, value: word(6)),
                Field(tag: 0x0201, type: 4, count: 1, value: long(position)),
                Field(tag: 0x0202, type: 4, count: 1, value: long(thumbnail.count)),
            ]
        }
        let exifStart = 8 + size(main(0, 0))
        let gpsStart = exifStart + size(detail)
        let previewStart = gpsStart + size(gps)
        let end = previewStart + size(preview(0))
        return [0x4D, 0x4D] + word(42) + long(8) + directory(main(exifStart, gpsStart), at: 8, next: previewStart)
            + directory(detail, at: exifStart) + directory(gps, at: gpsStart)
            + directory(preview(end), at: previewStart) + thumbnail
    }

    private static func size(_ fields: [Field]) -> Int {
        6 + fields.reduce(0) { $0 + 12 + ($1.value.count > 4 ? ($1.value.count + 1) & ~1 : 0) }
    }

    private static func directory(_ fields: [Field], at start: Int, next: Int = 0) -> [UInt8] {
        var entries = word(fields.count)
        var values: [UInt8] = []
        for field in fields {
            entries += word(field.tag) + word(field.type) + long(field.count)
            if field.value.count <= 4 {
                entries += field.value + [UInt8](repeating: 0, count: 4 - field.value.count)
            } else {
                entries += long(start + 6 + 12 * fields.count + values.count)
                values += field.value + [UInt8](repeating: 0, count: field.value.count & 1)
            }
        }
        return entries + long(next) + values
    }
}
