import Renditions
import Testing

/// The expected texts come from the C implementation of woltapp/blurhash, given the same pixels.
@Suite struct BlurHashTests {
    @Test(arguments: [
        (GeneratedPicture.ramp, "L.H27=77w%XAmHWYjuf8gJfjfQfj", "T.H27=77w%mHWYjugJfjfQn,Wrju"),
        (GeneratedPicture.tall, "LrB=6HF;Jh-5hkada}jJgYfkfTfl", "TrB=6HF;Jhhkada}gYfkfTi_a$b0"),
        (GeneratedPicture.bands, "LOHC-^F^fQF^l}azfQazfQfQfQfQ", "TnHC-^OWfQmsazfQfQfQfQl|azfQ"),
        (GeneratedPicture.noise, "L2HV9w%}#8.R_3s+xnk-K1NMt5$k", "T2HV9w%}#8_3s+xnK1NMt5~BBU$]"),
        (GeneratedPicture.wide, "LaDeX,2n$2SvqfWTjsaxf4fOfRfR", "TaDeX,2n$2qfWTjsf4fOfRt2Woju"),
    ])
    func encodesLikeTheReference(_ picture: GeneratedPicture, _ fourByThree: String, _ threeByFour: String) {
        let raster = picture.raster
        #expect(BlurHash.encode(raster, components: .init(x: 4, y: 3)) == fourByThree)
        #expect(BlurHash.encode(raster, components: .init(x: 3, y: 4)) == threeByFour)
    }

    @Test func encodesTheLargestAndTheSmallestNumberOfComponents() {
        let nine = BlurHash.Components(x: 9, y: 9)
        let expected = """
            |4HV9wyDv~yDb;yCoK?HVy?Hslt2kno{WUs:o_VdOURooew}oeR+wJOTRl=|K4xTI@j;F^,XK0W,K0VxXNOEI@aMr_xVrv%4SxS1\
            niNdOS#nkUaOTI+cTaR9$|9v$_ERK0*HZjGpi8TXrKx-xUoyx?vPTsIHXfrs,@b.Zl
            """
        #expect(BlurHash.encode(GeneratedPicture.noise.raster, components: nine) == expected)
        let one = BlurHash.Components(x: 1, y: 1)
        #expect(BlurHash.encode(GeneratedPicture.noise.raster, components: one) == "00HV9w")
    }

    @Test func takesMoreComponentsAlongTheLongerSide() {
        #expect(BlurHash.Components(for: PixelSize(width: 3, height: 2)) == .init(x: 4, y: 3))
        #expect(BlurHash.Components(for: PixelSize(width: 2, height: 2)) == .init(x: 4, y: 3))
        #expect(BlurHash.Components(for: PixelSize(width: 2, height: 3)) == .init(x: 3, y: 4))
        #expect(BlurHash.encode(GeneratedPicture.tall.raster).utf8.count == 28)
    }

    @Test func decodesLikeTheReference() throws {
        let size = PixelSize(width: 4, height: 3)
        let raster = try #require(BlurHash.decode("LEHV6nWB2yk8pyo0adR*.7kCMdnj", size: size))
        let expected: [UInt8] = [
            135, 164, 177, 255, 161, 173, 177, 255, 181, 180, 171, 255, 160, 172, 174, 255,
            124, 154, 169, 255, 148, 148, 154, 255, 164, 145, 134, 255, 146, 152, 155, 255,
            124, 144, 154, 255, 144, 134, 132, 255, 163, 130, 104, 255, 148, 140, 134, 255,
        ]
        #expect(raster == Raster(size: size, pixels: expected))
    }

    /// Further components would add ripples: the format's waves are not quite orthogonal.
    @Test func theMeanOfAFlatColourIsThatColour() throws {
        let color = Color(red: 200, green: 30, blue: 50)
        let raster = Raster(size: PixelSize(width: 7, height: 5), fill: color)
        let text = BlurHash.encode(raster, components: .init(x: 1, y: 1))
        #expect(BlurHash.decode(text, size: raster.size) == raster)
    }

    @Test func whatCannotBeSeenDoesNotColourTheHash() {
        let red = (200, 30, 50, 255)
        let overGreen = GeneratedPicture.raster(16, 16) { x, _ in x < 8 ? red : (0, 255, 0, 0) }
        let alone = Raster(size: PixelSize(width: 16, height: 16), fill: Color(red: 200, green: 30, blue: 50))
        #expect(BlurHash.encode(overGreen) == BlurHash.encode(alone))
        let nothing = Raster(size: PixelSize(width: 4, height: 4), fill: .transparent)
        #expect(BlurHash.encode(nothing) == BlurHash.encode(Raster(size: nothing.size, fill: .white)))
    }

    @Test(arguments: [
        "", "L", "LEHV6nWB2yk8pyo0adR*.7kCMdn", "LEHV6nWB2yk8pyo0adR*.7kCMdnjj", "LEHV6nWB2yk8pyo0adR*.7kCMdn\"",
        "LEHV6nWB2yk8pyo0adR*.7kCMd~~", "0E~~~~", "~EHV6n", "LEHV6nWB2yk8pyo0adR*.7kCMdé",
    ])
    func refusesWhatIsNoBlurHash(_ text: String) {
        #expect(BlurHash.decode(text, size: PixelSize(width: 4, height: 3)) == nil)
    }
}
