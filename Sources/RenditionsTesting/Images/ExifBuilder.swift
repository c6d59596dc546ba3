public import Renditions

/// Builds EXIF blocks (EXIF 3.0): a TIFF structure, as PNG's `eXIf` holds it and JPEG's APP1 behind `Exif\0\0`.
///
/// As it comes it is empty; ``revealing(order:orientation:)`` tells everything that a camera may tell. The bytes that
/// must not survive spell a canary, so that a test can search a file for them.
public struct ExifBuilder: Sendable {
    /// Stands in GPSProcessingMethod and GPSAreaInformation.
    public static let locationCanary = "LOCATION-CANARY"
    /// Stands in the maker note.
    public static let makerNoteCanary = "MAKERNOTE-CANARY"
    /// Stands in a comment of the thumbnail.
    public static let thumbnailCanary = "THUMBNAIL-CANARY"
    /// The position north, in degrees.
    public static let canaryLatitude = 12 + 34.5678 / 60
    /// The position east, in degrees.
    public static let canaryLongitude = 98 + 45.4321 / 60

    public var order: FileByteOrder
    public var orientation: Orientation?
    public var make: String?
    public var model: String?
    public var software: String?
    public var artist: String?
    public var copyright: String?
    /// DateTimeOriginal: `2024:05:17 12:30:00`.
    public var captureDate: String?
    /// Writes a GPS directory with position, altitude, date and two texts that hold ``locationCanary``.
    public var hasLocation = false
    /// Writes a maker note of 64 bytes that holds ``makerNoteCanary``.
    public var hasMakerNote = false
    /// Writes a second directory with a JPEG of 16 by 12 pixels that holds ``thumbnailCanary``.
    public var hasThumbnail = false

    public init(order: FileByteOrder = .little, orientation: Orientation? = nil) {
        self.order = order
        self.orientation = orientation
    }

    /// Everything: camera, author, date, position, maker note, thumbnail.
    public static func revealing(order: FileByteOrder = .little, orientation: Orientation = .up) -> ExifBuilder {
        var builder = ExifBuilder(order: order, orientation: orientation)
        builder.make = "Renditions"
        builder.model = "Canary One"
        builder.software = "Test 1.0"
        builder.artist = "A. Photographer"
        builder.copyright = "(c) A. Photographer"
        builder.captureDate = "2024:05:17 12:30:00"
        builder.hasLocation = true
        builder.hasMakerNote = true
        builder.hasThumbnail = true
        return builder
    }

    /// The block: header, main directory, Exif directory, GPS directory, thumbnail's directory, thumbnail, in this
    /// order, as far as they are not empty.
    public func bytes() -> [UInt8] {
        var (main, detail, gps, preview) = (mainFields, detailFields, gpsFields, TIFFFields())
        let thumbnail = hasThumbnail ? Self.thumbnail : []
        // Places depend on the lengths of what stands before, and these don't depend on the places.
        if detail != nil { main[0x8769] = .longs([0]) }
        if gps != nil { main[0x8825] = .longs([0]) }
        let detailPlace = 8 + main.byteCount
        let gpsPlace = detailPlace + (detail?.byteCount ?? 0)
        let previewPlace = gpsPlace + (gps?.byteCount ?? 0)
        if detail != nil { main[0x8769] = .longs([detailPlace]) }
        if gps != nil { main[0x8825] = .longs([gpsPlace]) }

        var sink = ByteSink(order)
        sink.append(order == .big ? "MM" : "II")
        sink.append16(42)
        sink.append32(8)
        main.write(to: &sink, next: hasThumbnail ? previewPlace : 0)
        detail?.write(to: &sink)
        gps?.write(to: &sink)
        if hasThumbnail {
            // Compression 6: a JPEG, whose place and length the next two give (EXIF 3.0 section 4.5.5).
            preview[0x0103] = .shorts([6])
            preview[0x0201] = .longs([0])
            preview[0x0202] = .longs([thumbnail.count])
            preview[0x0201] = .longs([previewPlace + preview.byteCount])
            preview.write(to: &sink)
            sink.append(thumbnail)
        }
        return sink.bytes
    }

    private static let thumbnail = JPEGWriter.encode(
        TestImage.gradient(PixelSize(width: 16, height: 12)), segments: [.comment(thumbnailCanary)])
}

extension ExifBuilder {
    private var mainFields: TIFFFields {
        var fields = TIFFFields()
        fields[0x010F] = make.map { .text($0) }
        fields[0x0110] = model.map { .text($0) }
        fields[0x0112] = orientation.map { .shorts([$0.rawValue]) }
        fields[0x0131] = software.map { .text($0) }
        fields[0x013B] = artist.map { .text($0) }
        fields[0x8298] = copyright.map { .text($0) }
        return fields
    }

    private var detailFields: TIFFFields? {
        guard captureDate != nil || hasMakerNote else { return nil }
        var fields = TIFFFields()
        fields[0x9000] = .undefined(Array("0300".utf8))
        fields[0x9003] = captureDate.map { .text($0) }
        if hasMakerNote {
            let note = Array((Self.makerNoteCanary + " ").utf8)
            fields[0x927C] = .undefined((0..<64).map { note[$0 % note.count] })
        }
        return fields
    }

    /// EXIF 3.0 section 4.6.7.
    private var gpsFields: TIFFFields? {
        guard hasLocation else { return nil }
        // Both texts start with the name of their encoding.
        let text = TIFFValue.undefined(Array("ASCII\0\0\0".utf8) + Array(Self.locationCanary.utf8))
        var fields = TIFFFields()
        fields[0x0000] = .bytes([2, 4, 0, 0])
        fields[0x0001] = .text("N")
        // Degrees, minutes, seconds.
        fields[0x0002] = .rationals([(12, 1), (345_678, 10_000), (0, 1)])
        fields[0x0003] = .text("E")
        fields[0x0004] = .rationals([(98, 1), (454_321, 10_000), (0, 1)])
        fields[0x0005] = .bytes([0])
        fields[0x0006] = .rationals([(4567, 10)])
        fields[0x001B] = text
        fields[0x001C] = text
        fields[0x001D] = .text("2024:05:17")
        return fields
    }
}
