import Renditions
import Testing

@Suite struct InspectionHEIFTests {
    @Test(arguments: [("avif", ImageFormat.avif), ("heic", .heic)])
    func factsAreRead(_ brand: String, _ format: ImageFormat) throws {
        // The container turns the picture; EXIF's orientation must not turn it again.
        let exif = TinyTIFF.exif(main: [.short(0x112, 6), .text(0x10F, "Maker")])
        let image = try inspect(
            TinyHEIF(
                brand: brand, width: 40, height: 30, rotation: 1, hasAlpha: true, exif: exif, profile: TinyProfile.sRGB
            ).bytes)
        #expect(image.info.format == format)
        #expect(image.info.size == PixelSize(width: 30, height: 40))
        #expect(image.info.orientation == .up)
        #expect(image.info.pages == 1)
        #expect(image.info.hasAlpha)
        #expect(image.info.bands == 4)
        #expect(image.info.bitDepth == 8)
        #expect(image.info.cameraMake == "Maker")
        #expect(image.exif == exif)
        #expect(image.iccProfile == TinyProfile.sRGB)
    }

    @Test func halfTurnsKeepTheSize() throws {
        #expect(try inspect(TinyHEIF(rotation: 2).bytes).info.size == PixelSize(width: 4, height: 3))
    }

    @Test func picturesThatStandForThemselvesArePages() throws {
        #expect(try inspect(TinyHEIF(hasAlpha: true, others: 2).bytes).info.pages == 3)
    }

    @Test(arguments: [("pitm", "ptim"), ("ispe", "ispx"), ("av01", "mime")])
    func whatTheDecoderWouldMissIsInvalid(_ name: String, _ other: String) throws {
        #expect(inspectionFailure(try replace(name, other)) == .invalidImage)
    }

    @Test func boxesThatLieAboutTheirLengthAreRefused() throws {
        let bytes = TinyHEIF().bytes
        let meta = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("meta".utf8)) })
        // Shorter than its own header, longer than the file, longer than any number.
        for length: [UInt8] in [[0, 0, 0, 7], [0x7F, 0xFF, 0xFF, 0xFF], [0, 0, 0, 1]] {
            var lie = bytes
            lie.replaceSubrange(meta - 4..<meta, with: length)
            #expect(inspectionFailure(lie) != nil)
        }
    }

    @Test func listsThatCostNoBytesAreBounded() {
        // A billion items of 64 empty pieces each, in numbers of no width.
        let places = InspectionBytes.build {
            $0.u32(0x0200_0000)
            $0.u16(0)
            $0.u32(1 << 30)
            for _ in 0..<5000 {
                $0.u32(1)
                $0.u16(0, 0, 64)
            }
        }
        let meta = TinyHEIF.box("meta", [0, 0, 0, 0] + TinyHEIF.box("iloc", places))
        let bytes = TinyHEIF.box("ftyp", Array("avif\0\0\0\0avif".utf8)) + meta
        #expect(inspectionFailure(bytes) == .invalidImage)
        let boxes = (0..<40_000).flatMap { _ in TinyHEIF.box("free", []) }
        let properties = TinyHEIF.box("meta", [0, 0, 0, 0] + TinyHEIF.box("iprp", TinyHEIF.box("ipco", boxes)))
        #expect(inspectionFailure(TinyHEIF.box("ftyp", Array("avif\0\0\0\0avif".utf8)) + properties) == .invalidImage)
    }

    private func replace(_ name: String, _ other: String) throws -> [UInt8] {
        var bytes = TinyHEIF().bytes
        let index = try #require(bytes.indices.first { bytes[$0...].starts(with: Array(name.utf8)) })
        bytes.replaceSubrange(index..<index + 4, with: Array(other.utf8))
        return bytes
    }
}
