/// What an EXIF block says. Reading never fails on damage: what can't be read is left out, because broken EXIF is
/// common in good pictures and must not cost the picture.
public struct ExifDocument: Hashable, Sendable {
    /// How the picture must be turned; up where the tag is missing or not 1 to 8.
    public var orientation: Orientation = .up
    /// DateTimeOriginal as written, `2024:05:17 12:30:00`.
    public var captureDate: String?
    public var cameraMake: String?
    public var cameraModel: String?
    public var artist: String?
    public var copyright: String?
    /// Whether there is a position or the name of a place.
    public var hasLocation = false

    /// Reads a TIFF structure, without JPEG's `Exif\0\0` before it; nil where it is none.
    public init?(_ bytes: [UInt8]) {
        let document = bytes.withUnsafeBytes { memory in
            TIFFStructure(ByteView(memory)).map { ExifDocument($0) }
        }
        guard let document else { return nil }
        self = document
    }

    init(_ structure: TIFFStructure) {
        let main = structure.directory(at: structure.firstDirectory)
        let exif = main.flatMap { structure.number($0, ExifTag.exifDirectory) }.flatMap { structure.directory(at: $0) }
        if let main {
            orientation = structure.number(main, ExifTag.orientation).flatMap { Orientation(rawValue: $0) } ?? .up
        }
        let date = structure.text(exif, ExifTag.dateTimeOriginal)
        // An unset date is written as blanks between its colons.
        captureDate = date?.first?.isNumber == true ? date : nil
        cameraMake = structure.text(main, ExifTag.make)
        cameraModel = structure.text(main, ExifTag.model)
        artist = structure.text(main, ExifTag.artist)
        copyright = structure.text(main, ExifTag.copyright)
        if let main, let pointer = structure.number(main, ExifTag.gpsDirectory) {
            // A pointer to what can't be read may still lead another reader to a place.
            let places = structure.directory(at: pointer)?.entries.filter { ExifTag.places.contains($0.tag) }
            hasLocation = places?.isEmpty == false || structure.directory(at: pointer)?.isDamaged ?? true
        }
    }

    /// A new EXIF block with those fields of an old one that may be kept, and nothing else of its bytes; nil where
    /// nothing is left or `bytes` are no TIFF structure.
    public static func rewrite(_ bytes: [UInt8], keeping selection: ExifSelection) -> [UInt8]? {
        bytes.withUnsafeBytes { memory in
            TIFFStructure(ByteView(memory)).flatMap { ExifWriter($0).write(selection) }
        }
    }
}
