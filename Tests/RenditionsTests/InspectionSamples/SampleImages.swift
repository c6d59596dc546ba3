import Renditions
import Testing

/// A small valid file of a format.
struct SampleImage: Sendable, CustomTestStringConvertible {
    var name: String
    var format: ImageFormat
    var bytes: [UInt8]
    /// Whether a beginning of the file may pass: of formats whose codestream is not walked, and where a file may end
    /// between two blocks.
    var mayEndEarly = false

    var testDescription: String { name }

    /// 16x8 pixels each, GIF aside, which has 4x3.
    static let all: [SampleImage] = [
        SampleImage(name: "jpeg", format: .jpeg, bytes: SampleJPEG().bytes),
        SampleImage(
            name: "jpeg with metadata", format: .jpeg,
            bytes: SampleJPEG(segments: [
                SampleJPEG.exif(SampleExif().bytes), SampleJPEG.xmp("<x/>"),
                SampleJPEG.profilePart(1, of: 1, profile),
            ]).bytes),
        SampleImage(
            name: "progressive jpeg", format: .jpeg, bytes: SampleJPEG(frameMarker: 0xC2, scans: 4).bytes),
        SampleImage(name: "png", format: .png, bytes: SamplePNG().bytes),
        SampleImage(
            name: "png with metadata", format: .png,
            bytes: SamplePNG(chunks: [
                SamplePNG.profile(profile), SamplePNG.xmp("<x/>"), SamplePNG.chunk("eXIf", SampleExif().bytes),
            ]).bytes),
        SampleImage(name: "gif", format: .gif, bytes: SampleGIF().bytes, mayEndEarly: true),
        SampleImage(
            name: "animated gif", format: .gif,
            bytes: SampleGIF(repeats: 0, frames: [.init(delay: 5), .init(delay: 7, hasTable: true)]).bytes,
            mayEndEarly: true),
        SampleImage(name: "lossy webp", format: .webp, bytes: SampleWebP.simple().bytes),
        SampleImage(
            name: "lossless webp with metadata", format: .webp,
            bytes: SampleWebP(chunks: [
                SampleWebP.extended(16, 8, SampleWebP.alpha), SampleWebP.chunk("ICCP", profile),
                SampleWebP.lossless(16, 8, alpha: true), SampleWebP.chunk("EXIF", SampleExif().bytes),
                SampleWebP.chunk("XMP ", .text("<x/>")),
            ]).bytes),
        SampleImage(name: "animated webp", format: .webp, bytes: SampleWebP.animated([.init(), .init()]).bytes),
        SampleImage(name: "avif", format: .avif, bytes: SampleHEIF().bytes),
        SampleImage(name: "avif grid", format: .avif, bytes: SampleHEIF.tiled.bytes),
        SampleImage(name: "heic", format: .heic, bytes: SampleHEIF(brand: "heic").bytes),
        SampleImage(name: "heic of hevc", format: .heic, bytes: SampleHEIF.hevc().bytes),
        SampleImage(name: "avif of the long form", format: .avif, bytes: SampleHEIF.long.bytes),
        SampleImage(name: "tiff", format: .tiff, bytes: SampleTIFF(directories: [SampleTIFF.page()]).bytes),
        SampleImage(
            name: "tiff of two pages", format: .tiff,
            bytes: SampleTIFF(isBig: true, directories: [SampleTIFF.page(), SampleTIFF.page(8, 8)]).bytes),
        SampleImage(name: "jpegxl", format: .jpegxl, bytes: SampleJPEGXL().bytes, mayEndEarly: true),
        SampleImage(name: "jpegxl in boxes", format: .jpegxl, bytes: SampleJPEGXL(box: "jxlp").bytes),
        SampleImage(name: "jpeg2000", format: .jpeg2000, bytes: SampleJPEG2000().bytes, mayEndEarly: true),
        SampleImage(name: "jpeg2000 in boxes", format: .jpeg2000, bytes: SampleJPEG2000(isContained: true).bytes),
    ]

    private static let profile = SampleProfile.shaper(SampleProfile.sRGB, SampleProfile.sRGBCurve, name: "own").bytes
}

extension SampleHEIF {
    /// A grid of two tiles, with EXIF, XMP, a profile and an alpha plane.
    static let tiled = SampleHEIF(
        items: [
            Item(id: 1, type: "grid", properties: [1, 5], data: grid(rows: 1, columns: 2, 16, 8)),
            Item(id: 2, isHidden: true, properties: [2, 3], data: SampleAV1.picture(8, 8)),
            Item(id: 3, isHidden: true, properties: [2, 3], data: SampleAV1.picture(8, 8)),
            Item(id: 4, isHidden: true, properties: [1, 4]),
            Item(id: 5, type: "Exif", data: .joining(.zeros(4), SampleExif().bytes)),
            Item(id: 6, type: "mime", data: .text("<x/>"), mediaType: "application/rdf+xml"),
        ],
        properties: [
            size(16, 8), size(8, 8), av1(0b110),
            full("auxC", .text("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0")),
            box(
                "colr", .joining(.text("prof"), SampleProfile.shaper(SampleProfile.sRGB, SampleProfile.sRGBCurve).bytes)
            ),
        ],
        references: [
            Reference(kind: "dimg", from: 1, to: [2, 3]), Reference(kind: "auxl", from: 4, to: [1]),
            Reference(kind: "cdsc", from: 5, to: [1]), Reference(kind: "cdsc", from: 6, to: [1]),
        ])

    /// Headers with everything that they may hold, in the configuration and in the data, which is in pieces.
    static let long: SampleHEIF = {
        let stream = SampleAV1(isReduced: false, hasModel: true, hasIdentifiers: true, hasOrderHint: true)
        let frame = SampleAV1.Frame(kind: 1, isLong: true, size: (16, 8))
        return SampleHEIF(
            items: [
                Item(
                    id: 1, properties: [1, 2], data: stream.picture([.init(), frame]),
                    pieces: [1, 5, 9])
            ],
            properties: [size(16, 8), av1(0b110, units: SampleAV1.unit(1, stream.sequenceHeader))])
    }()
}
