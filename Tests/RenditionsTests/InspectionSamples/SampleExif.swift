/// An EXIF block with fields of every kind: those that may be kept, and those that never are.
struct SampleExif {
    var isBig = false
    var orientation = 1
    var make = "Makery"
    var model = "Model Seven"
    var artist = "Artist Name"
    var copyright = "Copyright Holder"
    var date = "2024:05:17 12:30:00"
    var hasLocation = true
    /// Entries besides, of the main directory.
    var more: [SampleTIFF.Entry] = []

    /// Texts that no selection keeps.
    static let neverKept = [
        "SECRET-MAKERNOTE", "SECRET-COMMENT", "SECRET-THUMBNAIL", "SECRET-AREA", "SECRET-SOFT-IFD1",
    ]
    /// Latitude as three fractions.
    static let latitude = [40, 1, 44, 1, 5432, 100]

    var bytes: [UInt8] {
        func number(_ value: Int, _ width: Int) -> [UInt8] { isBig ? .big(value, width) : .little(value, width) }
        let degrees = Array(Self.latitude.map { number($0, 4) }.joined())
        let exif: [SampleTIFF.Entry] = [
            .init(0x829A, .bytes(5, 1, .joining(number(1, 4), number(125, 4)))), .init(0x9003, .text(date)),
            .init(0x927C, .bytes(7, 16, .text(Self.neverKept[0]))),
            .init(0x9286, .bytes(7, 14, .text(Self.neverKept[1]))), .init(0xA434, .text("Lens 50mm")),
        ]
        let gps: [SampleTIFF.Entry] = [
            .init(1, .text("N")), .init(2, .bytes(5, 3, degrees)), .init(3, .text("W")),
            .init(4, .bytes(5, 3, degrees)), .init(0x1C, .bytes(7, 11, .text(Self.neverKept[3]))),
        ]
        let main: [SampleTIFF.Entry] = [
            .init(0x010F, .text(make)), .init(0x0110, .text(model)), .init(0x0112, .shorts([orientation])),
            .init(0x013B, .text(artist)), .init(0x8298, .text(copyright)), .init(0x8769, .directory(exif)),
        ]
        let place: [SampleTIFF.Entry] = hasLocation ? [.init(0x8825, .directory(gps))] : []
        let thumbnail: [SampleTIFF.Entry] = [
            .init(0x0131, .text(Self.neverKept[4])), .init(0x0201, .pixels(.text(Self.neverKept[2]))),
            .init(0x0202, .longs([16])),
        ]
        let all = (main + place + more).sorted { $0.tag < $1.tag }
        return SampleTIFF(isBig: isBig, directories: [all, thumbnail]).bytes
    }
}
