import Renditions
import Testing

/// Damaged headers must end in an answer or a typed error; a trap would end the test process.
@Suite struct InspectionMutationTests {
    private static let metadata: [InspectionSample] = [
        InspectionSample(name: "JPEG with everything") {
            TinyJPEG(
                width: $0, height: $1,
                segments: [
                    TinyJPEG.exif(
                        TinyTIFF.exif(
                            main: [.text(0x10F, "Maker"), .short(0x112, 6)],
                            detail: [.text(0x9003, "2024:05:17 12:30:00")],
                            gps: [.long(2, 1, 2, 3)])),
                    TinyJPEG.segment(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1] + TinyProfile.sRGB),
                ]
            ).bytes
        },
        InspectionSample(name: "PNG with a profile") {
            TinyPNG(
                width: $0, height: $1,
                chunks: [TinyPNG.chunk("iCCP", Array("name\0\0".utf8) + TinyPNG.stored(TinyProfile.sRGB))]
            ).bytes
        },
        InspectionSample(name: "AVIF with everything") {
            TinyHEIF(
                width: $0, height: $1, rotation: 1, hasAlpha: true, exif: TinyTIFF.exif(main: [.short(0x112, 6)]),
                profile: TinyProfile.sRGB, others: 1
            ).bytes
        },
    ]

    @Test(arguments: InspectionSample.all + metadata) func damageNeverTraps(_ sample: InspectionSample) {
        var generator = SeededGenerator(state: 20_240_517)
        let original = sample.bytes
        for _ in 0..<1250 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: bytes[index] = 0xFF
                case 1: bytes[index] = 0
                case 2: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                case 3 where bytes.count > 4: bytes.remove(at: index)
                default: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                }
            }
            // Strict and lenient take different ways.
            guard let image = try? inspect(bytes, allowsTruncation: true) else { continue }
            #expect(image.info.size.width >= 0 && image.info.size.height >= 0 && image.info.pages >= 1)
        }
    }

    @Test func randomHeadersAreAnsweredOrRefused() {
        var generator = SeededGenerator(state: 7)
        for _ in 0..<2000 {
            let count = Int.random(in: 0...64, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(inspectionFailure(bytes) != nil)
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
