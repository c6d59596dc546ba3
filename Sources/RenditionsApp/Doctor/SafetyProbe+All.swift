internal import NIOCore
internal import Renditions
internal import RenditionsVips

extension SafetyProbe {
    /// Every probe, the quick ones first.
    static let all: [SafetyProbe] = [
        .refused("gzip with a byte too many, named .jpg") { _ in Canary.gzipWithTail },
        .refused("PNG whose text claims 2 GiB") { _ in Canary.pngWithHugeText },
        .refused("PNG of 1.6 thousand million pixels") { _ in Canary.pngOfManyPixels },
        .refused("SVG with a late root that wants a file") { _ in Canary.svgWithLateRoot },
        .refused("drawing script for ImageMagick") { _ in Canary.magickScript },
        .refused("truncated JPEG") { try await Canary.truncatedJPEG($0) },
        .stripped("JPEG", .jpeg()), .stripped("PNG", .png()), .stripped("WebP", .webp()), .stripped("AVIF", .avif()),
        .stripped("HEIC", .heic()), .stripped("TIFF", .tiff()), .stripped("GIF", .gif()),
    ]

    /// A photograph that tells its camera and place is written in a format; nothing of that may be left.
    private static func stripped(_ format: String, _ encoding: Encoding) -> SafetyProbe {
        SafetyProbe(name: "\(format) without metadata") { engine in
            guard engine.supports(encoding) else { return (nil, "not written here") }
            let (bytes, secrets) = try await Canary.locatedJPEG(engine)
            let image: RenderedImage?
            do {
                image = try await engine.render([Rendition("copy", as: encoding)], from: ImageSource(bytes)).first
            } catch let error as RenderError where error.code == .engineFailed {
                return (nil, "not written here")
            }
            let written = Array(image?.bytes.readableBytesView ?? ByteBufferView())
            if secrets.contains(where: { written.firstRange(of: $0) != nil }) {
                return ("camera, date or place are left", "left")
            }
            // Some libraries write an EXIF block of their own, with nothing of the original in it.
            let hasBlock = written.firstRange(of: Array("Exif\0\0".utf8)) != nil
            return (nil, hasBlock ? "nothing of the original left, an empty block" : "nothing left")
        }
    }
}
