import Renditions
import Testing

@Suite struct InspectionProfileTests {
    private typealias P = SampleProfile

    private func profile(_ matrix: [Double], _ curve: [UInt8]) -> ICCProfile? {
        ICCProfile(P.shaper(matrix, curve).bytes)
    }

    private static let table = (0..<1024).map { index in
        let x = Double(index) / 1023
        return x <= 0.04045 ? x / 12.92 : SampleCurve.power((x + 0.055) / 1.055, 2.4)
    }

    @Test func knownSpaces() throws {
        for curve in [P.sRGBCurve, P.table(Self.table)] {
            let sRGB = try #require(profile(P.sRGB, curve))
            #expect((sRGB.isSRGB, sRGB.isDisplayP3, sRGB.isAdobeRGB) == (true, false, false))
            let p3 = try #require(profile(P.displayP3, curve))
            #expect((p3.isSRGB, p3.isDisplayP3, p3.isAdobeRGB) == (false, true, false))
        }
        for curve in [P.gamma(2.19921875), P.parametric(0, [2.19921875])] {
            let adobe = try #require(profile(P.adobeRGB, curve))
            #expect((adobe.isSRGB, adobe.isDisplayP3, adobe.isAdobeRGB) == (false, false, true))
        }
    }

    /// Those whose colours would shift if they were taken for the space that they resemble.
    @Test func almost() {
        for curve in [P.gamma(2.2), P.gamma(1.8), P.gamma(1), P.parametric(0, [2.4]), P.table([0, 1])] {
            #expect(profile(P.sRGB, curve)?.isSRGB == false)
        }
        var turned = P.sRGB
        turned.swapAt(0, 3)
        #expect(profile(turned, P.sRGBCurve)?.isSRGB == false)
        #expect(profile(P.sRGB.map { $0 * 1.05 }, P.sRGBCurve)?.isSRGB == false)
        var lookup = P.shaper(P.sRGB, P.sRGBCurve)
        lookup.tags.append(("A2B0", .text("mft1") + .zeros(44)))
        #expect(ICCProfile(lookup.bytes)?.isSRGB == false)
        var missing = P.shaper(P.sRGB, P.sRGBCurve)
        missing.tags.removeLast()
        #expect(ICCProfile(missing.bytes)?.isSRGB == false)
    }

    @Test(arguments: [0, 1, 2, 3, 4]) func formsOfACurve(_ kind: Int) {
        let sRGB = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045, 0, 0]
        let curve = P.parametric(kind, Array(sRGB.prefix([1, 3, 4, 5, 7][kind])))
        // Without its line near black the curve is off by less than is seen; a pure power or a raised one is not.
        #expect(profile(P.sRGB, curve)?.isSRGB == [false, true, false, true, true][kind])
    }

    @Test func descriptions() {
        func name(_ tag: [UInt8]) -> String? { ICCProfile(SampleProfile(tags: [("desc", tag)]).bytes)?.name }
        #expect(name(P.description("Own profile")) == "Own profile")
        #expect(name(P.localized("Eigenes Profil ä")) == "Eigenes Profil ä")
        #expect(name(P.description("")) == nil)
        #expect(name(.text("text") + .zeros(20)) == nil)
        #expect(name(.text("mluc") + .zeros(12)) == nil)
        #expect(name(.joining(.text("mluc"), .zeros(12), .text("enUS"), .big(-1, 4), .big(-1, 4))) == nil)
        #expect(name(.joining(.text("desc"), .zeros(4), .big(-1, 4))) == nil)
    }

    @Test(arguments: [("RGB ", ColorSpace.rgb), ("GRAY", .grey), ("CMYK", .cmyk), ("Lab ", .lab), ("HSV ", nil)])
    func spaces(_ name: String, _ space: ColorSpace?) {
        let profile = ICCProfile(SampleProfile(colorSpace: name, deviceClass: "prtr").bytes)
        #expect(profile?.colorSpace == space)
        #expect((profile?.deviceClass, profile?.isSRGB) == ("prtr", false))
    }

    @Test func lies() {
        let whole = P.shaper(P.sRGB, P.sRGBCurve).bytes
        #expect(ICCProfile([]) == nil)
        #expect(ICCProfile(.zeros(200)) == nil)
        #expect(ICCProfile(Array(whole.dropLast())) == nil)
        for length in [0, 131, whole.count + 1, 0xFFFF_FFFF] {
            #expect(ICCProfile(whole.replacing(at: 0, with: .big(length, 4))) == nil)
        }
        for count in [101, 0xFFFF_FFFF] {
            #expect(ICCProfile(whole.replacing(at: 128, with: .big(count, 4))) == nil)
        }
        // Offset and length of the first tag.
        for place in [136, 140] {
            #expect(ICCProfile(whole.replacing(at: place, with: .big(0xFFFF_FFFF, 4))) == nil)
        }
    }

    @Test func mutationsDoNotTrap() {
        var random = SampleRandom(seed: 11)
        for curve in [P.sRGBCurve, P.gamma(2.2), P.table([0, 0.2, 1])] {
            let whole = P.shaper(P.sRGB, curve, name: "own").bytes
            for _ in 0..<1500 {
                var bytes = whole
                for _ in 0..<3 {
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                _ = ICCProfile(bytes)
            }
        }
    }
}
