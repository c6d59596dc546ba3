import NIOCore
import Renditions
import Testing

/// One tiny file of each kind, with what makes it.
struct InspectionSample: Sendable, CustomTestStringConvertible {
    var name: String
    /// The file with the given size.
    var make: @Sendable (_ width: Int, _ height: Int) -> [UInt8]
    /// Pages of the file.
    var pages = 1

    var bytes: [UInt8] { make(40, 30) }
    var testDescription: String { name }

    static let all: [InspectionSample] = [
        InspectionSample(name: "baseline JPEG") { TinyJPEG(width: $0, height: $1).bytes },
        InspectionSample(name: "progressive JPEG") {
            TinyJPEG(width: $0, height: $1, startOfFrame: 0xC2, scans: 3).bytes
        },
        InspectionSample(name: "JPEG with EXIF") {
            TinyJPEG(width: $0, height: $1, segments: [TinyJPEG.exif(TinyTIFF.exif(main: [.short(0x112, 6)]))]).bytes
        },
        InspectionSample(name: "PNG") { TinyPNG(width: $0, height: $1).bytes },
        InspectionSample(name: "GIF") {
            TinyGIF(width: $0, height: $1, frames: [.init(width: $0, height: $1)]).bytes
        },
        InspectionSample(
            name: "animated GIF",
            make: {
                TinyGIF(width: $0, height: $1, frames: [.init(width: $0, height: $1), .init()], repeats: 0).bytes
            },
            pages: 2),
        InspectionSample(name: "lossy WebP") { TinyWebP(width: $0, height: $1).bytes },
        InspectionSample(name: "lossless WebP") { TinyWebP(width: $0, height: $1, isLossless: true).bytes },
        InspectionSample(
            name: "animated WebP", make: { TinyWebP(width: $0, height: $1, delays: [10, 20, 30]).bytes }, pages: 3),
        InspectionSample(name: "AVIF") { TinyHEIF(width: $0, height: $1, hasAlpha: true).bytes },
        InspectionSample(name: "HEIC") { TinyHEIF(brand: "heic", width: $0, height: $1).bytes },
        InspectionSample(name: "little-endian TIFF") { TinyTIFF(width: $0, height: $1).bytes },
        InspectionSample(
            name: "TIFF of two pages", make: { TinyTIFF(isLittle: false, width: $0, height: $1, pages: 2).bytes },
            pages: 2),
    ]
}

/// Inspects bytes, every format allowed.
func inspect(
    _ bytes: [UInt8], limits: ImageLimits = .default, allowsTruncation: Bool = false
) throws(RenderError) -> InspectedImage {
    try ImageInspector.inspect(
        ByteBuffer(bytes: bytes), limits: limits, allowed: Set(ImageFormat.allCases), allowsTruncation: allowsTruncation
    )
}

/// The code with which inspecting fails; nil where it does not.
func inspectionFailure(
    _ bytes: [UInt8], limits: ImageLimits = .default, allowsTruncation: Bool = false
) -> RenderError.Code? {
    do throws(RenderError) {
        _ = try inspect(bytes, limits: limits, allowsTruncation: allowsTruncation)
        return nil
    } catch {
        return error.code
    }
}
