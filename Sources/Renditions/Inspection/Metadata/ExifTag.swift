/// The tags that are read by name (EXIF 3.0 sections 4.6.4 to 4.6.6).
enum ExifTag {
    static let make = 0x010F
    static let model = 0x0110
    static let orientation = 0x0112
    static let artist = 0x013B
    static let copyright = 0x8298
    static let exifDirectory = 0x8769
    static let gpsDirectory = 0x8825
    static let dateTimeOriginal = 0x9003

    /// GPS tags that tell a place: latitude and longitude, those of the destination, the area's name.
    static let places: Set<Int> = [0x0002, 0x0004, 0x0014, 0x0016, 0x001C]

    /// What may be kept of the main directory besides ``orientation``: text about picture and author, resolution,
    /// colour. Whatever describes stored strips, points to other directories or is not listed here stays behind.
    static let keptInMain: Set<Int> = [
        0x010E, make, model, 0x011A, 0x011B, 0x0128, 0x012D, 0x0131, 0x0132, artist, 0x013C, 0x013E, 0x013F, 0x0211,
        0x0213, 0x0214, 0x4746, 0x4749, copyright, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F,
    ]

    /// What may be kept of the Exif directory: exposure, lens, dates and settings, without MakerNote (0x927C),
    /// UserComment (0x9286), the stored size (0xA002, 0xA003), related files (0xA004), the interoperability directory
    /// (0xA005) and the subject's place in the picture, which a crop would falsify (0x9214, 0xA214).
    static let keptInExif: Set<Int> = Set([
        0x829A, 0x829D, 0x8822, 0x8824, 0x8827, 0x8828, 0x9000, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9101, 0x9102,
        0xA000, 0xA001, 0xA20B, 0xA20C, 0xA20E, 0xA20F, 0xA210, 0xA215, 0xA217, 0xA300, 0xA301, 0xA302, 0xA500,
    ])
    .union(0x8830...0x8835).union(0x9201...0x920A).union(0x9290...0x9292).union(0x9400...0x9405)
    .union(0xA401...0xA40C).union(0xA420...0xA420).union(0xA430...0xA43C).union(0xA460...0xA462)
}
