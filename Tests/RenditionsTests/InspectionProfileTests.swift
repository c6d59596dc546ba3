import Renditions
import Testing

@Suite struct InspectionProfileTests {
    private static let p3 = [0.5151, 0.2412, -0.0011, 0.2920, 0.6922, 0.0419, 0.1571, 0.0666, 0.7841]
    private static let adobe = [0.6097, 0.3111, 0.0195, 0.2053, 0.6257, 0.0609, 0.1492, 0.0632, 0.7446]
    private static let proPhoto = [0.7977, 0.2880, 0, 0.1352, 0.7119, 0, 0.0313, 0.0001, 0.8249]

    /// The ways in which profiles write the curve of sRGB.
    @Test(arguments: [
        TinyProfile(), TinyProfile(curve: TinyProfile.table(1024, TinyProfile.linear)),
        TinyProfile(curve: TinyProfile.table(26, TinyProfile.linear)),
        TinyProfile(curve: TinyProfile.parametric(4, [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045, 0, 0])),
        // Rounded to four digits, and adapted to D50 with another matrix.
        TinyProfile(matrix: [0.4360, 0.2225, 0.0139, 0.3851, 0.7169, 0.0971, 0.1430, 0.0606, 0.7140]),
        TinyProfile(matrix: [0.4358, 0.2224, 0.0139, 0.3853, 0.7170, 0.0971, 0.1430, 0.0606, 0.7139]),
    ])
    func sRGBIsRecognised(_ profile: TinyProfile) throws {
        let profile = try #require(ICCProfile(profile.bytes))
        #expect(profile.isSRGB)
        #expect(!profile.isDisplayP3 && !profile.isAdobeRGB)
        #expect(profile.colorSpace == .rgb)
        #expect(profile.deviceClass == "mntr")
        #expect(profile.name == "tiny")
    }

    @Test(arguments: [
        TinyProfile(matrix: p3), TinyProfile(matrix: adobe), TinyProfile(matrix: proPhoto),
        TinyProfile(curve: TinyProfile.gamma(2.2)), TinyProfile(curve: TinyProfile.gamma(1)),
        TinyProfile(curve: TinyProfile.gamma(1.8)), TinyProfile(curve: TinyProfile.parametric(0, [2.4])),
        TinyProfile(more: [("A2B0", [1, 2, 3, 4])]),
        TinyProfile(matrix: [0.3851, 0.7169, 0.0971, 0.4361, 0.2225, 0.0139, 0.1431, 0.0606, 0.7141]),
    ])
    func othersAreNotSRGB(_ profile: TinyProfile) throws {
        #expect(try #require(ICCProfile(profile.bytes)).isSRGB == false)
    }

    @Test func wideSpacesAreRecognised() throws {
        #expect(try #require(ICCProfile(TinyProfile(matrix: Self.p3).bytes)).isDisplayP3)
        let gamma = TinyProfile(matrix: Self.adobe, curve: TinyProfile.gamma(563.0 / 256))
        #expect(try #require(ICCProfile(gamma.bytes)).isAdobeRGB)
        #expect(try #require(ICCProfile(TinyProfile(matrix: Self.adobe).bytes)).isAdobeRGB == false)
    }

    @Test func damageIsNoProfile() {
        let bytes = TinyProfile.sRGB
        for count in 0..<bytes.count { #expect(ICCProfile(Array(bytes[..<count])) == nil) }
        var generator = SeededGenerator(state: 3)
        for _ in 0..<2000 {
            var damaged = bytes
            for _ in 0..<3 {
                damaged[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            // Any answer will do.
            _ = ICCProfile(damaged)?.isSRGB
        }
    }

    @Test func tablesOfLinesAndConstantsAreCurves() throws {
        for curve in [TinyProfile.table(0) { $0 }, TinyProfile.table(2) { $0 }, TinyProfile.parametric(1, [2, 0, 0])] {
            #expect(try #require(ICCProfile(TinyProfile(curve: curve).bytes)).isSRGB == false)
        }
    }
}
