import NIOCore
import Renditions
import Testing

@Suite struct InspectionSniffingTests {
    @Test(
        arguments: [
            ([0xFF, 0xD8, 0xFF], .jpeg), (TinyPNG.signature, .png), (Array("GIF87a".utf8), .gif),
            (Array("GIF89a".utf8), .gif), (Array("RIFF\u{1}\0\0\0WEBP".utf8), .webp), ([0x49, 0x49, 42, 0], .tiff),
            ([0x4D, 0x4D, 0, 42], .tiff), ([0x49, 0x49, 43, 0], .tiff), ([0xFF, 0x0A], .jpegxl),
            ([0, 0, 0, 12, 0x4A, 0x58, 0x4C, 0x20, 13, 10, 0x87, 10], .jpegxl),
            ([0, 0, 0, 12, 0x6A, 0x50, 0x20, 0x20, 13, 10, 0x87, 10], .jpeg2000),
            ([0xFF, 0x4F, 0xFF, 0x51], .jpeg2000),
            (Array("%PDF-".utf8), .pdf),
        ] as [([UInt8], ImageFormat)])
    func signaturesAreRecognised(_ bytes: [UInt8], _ format: ImageFormat) {
        #expect(ImageFormat(sniffing: ByteBuffer(bytes: bytes)) == format)
        #expect(ImageFormat(sniffing: ByteBuffer(bytes: bytes.dropLast())) == nil)
    }

    @Test(
        arguments: [
            ("avif", [], .avif), ("avis", [], .avif), ("heic", [], .heic), ("heix", [], .heic), ("hevc", [], .heic),
            ("mif1", ["heic"], .heic), ("mif1", ["mif1", "miaf", "avif"], .avif), ("msf1", ["hevc"], .heic),
            ("mif1", ["mif1"], nil), ("isom", ["mp42"], nil), ("qt  ", [], nil),
        ] as [(String, [String], ImageFormat?)])
    func brandsAreRecognised(_ major: String, _ compatible: [String], _ format: ImageFormat?) {
        let bytes = TinyHEIF.box("ftyp", Array((major + "\0\0\0\0" + compatible.joined()).utf8))
        #expect(ImageFormat(sniffing: ByteBuffer(bytes: bytes)) == format)
    }

    @Test(arguments: [
        "<svg/>", "<svg xmlns='http://www.w3.org/2000/svg'>", "\u{FEFF} \n<svg>", "<svg:svg>",
        "<?xml version='1.0'?><!-- <html> --><!DOCTYPE svg [ <!ENTITY a '>'> ]>\r\n<svg\twidth='1'>",
        "<!--" + String(repeating: "x", count: 4000) + "--><svg>",
    ])
    func rootsOfSVGAreRecognised(_ text: String) {
        #expect(ImageFormat(sniffing: ByteBuffer(string: text)) == .svg)
    }

    @Test(arguments: [
        "", " ", "<", "<svg", "<svgx>", "<SVG>", "<html><svg>", "svg", "<?xml", "<!-- <svg>", "<!DOCTYPE svg [ <svg>",
        "<!--" + String(repeating: "x", count: 5000) + "--><svg>", "push graphic-context", "text <svg>",
    ])
    func whatIsNoSVGIsNot(_ text: String) {
        #expect(ImageFormat(sniffing: ByteBuffer(string: text)) == nil)
    }

    @Test func gzipIsUnknown() {
        #expect(ImageFormat(sniffing: ByteBuffer(bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x3C])) == nil)
    }

    @Test func onlyTheReadableBytesCount() {
        var buffer = ByteBuffer(bytes: [0, 0] + TinyPNG.signature)
        #expect(ImageFormat(sniffing: buffer) == nil)
        buffer.moveReaderIndex(forwardBy: 2)
        #expect(ImageFormat(sniffing: buffer) == .png)
    }

    @Test func sizesOfFormatsThatAreOffByDefault() throws {
        // Small form, height 8, ratio 1:1.
        #expect(try inspect([0xFF, 0x0A, 0x41, 0x00]).info.size == PixelSize(width: 8, height: 8))
        let codestream = InspectionBytes.build {
            $0.u32(0xFF4F_FF51)
            $0.u16(47, 0)
            $0.u32(410, 310, 10, 10, 100, 100, 0, 0)
            $0.u16(3)
        }
        #expect(try inspect(codestream).info.size == PixelSize(width: 400, height: 300))
        #expect(inspectionFailure(codestream.dropLast()) == .invalidImage)
        #expect(try inspect(Array("%PDF-1.7".utf8)).info.size.area == 0)
    }

    private func inspectionFailure(_ bytes: ArraySlice<UInt8>) -> RenderError.Code? {
        RenditionsTests.inspectionFailure(Array(bytes))
    }

    @Test func whatIsNotSwitchedOnIsForbidden() throws {
        func code(_ bytes: [UInt8], _ allowed: Set<ImageFormat>) -> RenderError.Code? {
            do throws(RenderError) {
                _ = try ImageInspector.inspect(ByteBuffer(bytes: bytes), allowed: allowed)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code(Array("<svg/>".utf8), ImageFormat.defaultAllowed) == .forbiddenFormat)
        #expect(code(Array("<svg/>".utf8), [.svg]) == nil)
        #expect(code(TinyPNG().bytes, [.jpeg]) == .forbiddenFormat)
        #expect(code(Array("BM".utf8), ImageFormat.defaultAllowed) == .unknownFormat)
        #expect(code([], ImageFormat.defaultAllowed) == .unknownFormat)
    }
}
