/// A segment of a JPEG beside tables, frame and scan: an application's data or a comment (ITU-T T.81 B.2.4.5, B.2.4.6).
public struct JPEGSegment: Hashable, Sendable {
    /// Bytes that a segment holds at most beside its length.
    public static let maximumBytes = 65_533

    /// The marker's second byte: 0xE0 to 0xEF for APP0 to APP15, 0xFE for a comment.
    public var marker: UInt8
    public var body: [UInt8]

    /// - Precondition: the body has at most ``maximumBytes`` bytes.
    public init(marker: UInt8, body: [UInt8]) {
        precondition(body.count <= Self.maximumBytes, "a JPEG's segment has at most 65,533 bytes")
        self.marker = marker
        self.body = body
    }

    /// APP1 with a TIFF structure, as ``ExifBuilder`` gives it (EXIF 3.0 section 4.7.2).
    public static func exif(_ block: [UInt8]) -> JPEGSegment {
        JPEGSegment(marker: 0xE1, body: Array("Exif\0\0".utf8) + block)
    }

    /// APP1 with a packet, as ``XMPBuilder`` gives it (XMP part 3 section 1.1.3).
    public static func xmp(_ packet: [UInt8]) -> JPEGSegment {
        JPEGSegment(marker: 0xE1, body: Array("http://ns.adobe.com/xap/1.0/\0".utf8) + packet)
    }

    /// A comment.
    public static func comment(_ text: String) -> JPEGSegment { JPEGSegment(marker: 0xFE, body: Array(text.utf8)) }

    /// APP13 with one image resource of Photoshop: IPTC data (number 0x0404) that names a city.
    public static func photoshop(city: String) -> JPEGSegment {
        var record = ByteSink(.big)
        // IPTC-IIM 4: tag marker, record 2, dataset 90 (City).
        record.append([0x1C, 2, 90])
        record.append16(city.utf8.count)
        record.append(city.utf8)
        var body = ByteSink(.big)
        body.append("Photoshop 3.0\0")
        body.append("8BIM")
        body.append16(0x0404)
        // An empty name, padded to two bytes.
        body.append16(0)
        body.append32(record.count)
        body.append(record.bytes)
        body.align(to: 2)
        return JPEGSegment(marker: 0xED, body: body.bytes)
    }

    /// APP2 segments with the parts of a profile, numbered from 1 (ICC.1:2022 annex B.4).
    ///
    /// - Parameter partBytes: bytes of the profile in one segment, 1 to 65,519; a small number makes a profile that is
    ///   in several parts.
    /// - Precondition: there are at most 255 parts.
    public static func iccProfile(_ profile: [UInt8], partBytes: Int = 65_519) -> [JPEGSegment] {
        let starts = Array(stride(from: 0, to: profile.count, by: partBytes))
        precondition(starts.count <= 255, "a profile has at most 255 parts")
        return starts.enumerated().map { index, start in
            let numbers = [UInt8(index + 1), UInt8(starts.count)]
            let part = profile[start..<min(start + partBytes, profile.count)]
            return JPEGSegment(marker: 0xE2, body: Array("ICC_PROFILE\0".utf8) + numbers + part)
        }
    }
}
