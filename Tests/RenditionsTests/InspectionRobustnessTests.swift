import NIOCore
import Renditions
import Testing

/// Whatever the bytes, inspection ends with a verdict: nothing here may trap.
@Suite struct InspectionRobustnessTests {
    @Test(arguments: SampleImage.all) func samplesAreValid(_ sample: SampleImage) throws {
        let image = try inspectAll(sample.bytes)
        #expect(image.info.format == sample.format)
        #expect(image.info.bytes == sample.bytes.count)
        let side = sample.format == .gif ? PixelSize(width: 4, height: 3) : PixelSize(width: 16, height: 8)
        #expect(image.info.size == side)
        #expect(!image.isTruncated)
    }

    @Test(arguments: SampleImage.all) func noBeginningPassesForTheWhole(_ sample: SampleImage) {
        let whole = sample.bytes.buffer
        let everything = Set(ImageFormat.allCases)
        for count in 0..<sample.bytes.count {
            guard let part = whole.getSlice(at: 0, length: count) else { continue }
            _ = try? ImageInspector.inspect(part, allowed: everything, allowsTruncation: true)
            guard let image = try? ImageInspector.inspect(part, allowed: everything) else { continue }
            #expect(sample.mayEndEarly, "\(count) of \(sample.bytes.count) bytes pass")
            // Between two frames of a GIF nothing tells that more were to come.
            if sample.format == .gif { #expect(image.info.pages >= 1) }
        }
    }

    /// Bytes replaced, removed, doubled, and numbers driven to their ends.
    @Test(arguments: SampleImage.all) func mutations(_ sample: SampleImage) {
        let everything = Set(ImageFormat.allCases)
        var random = SampleRandom(seed: UInt64(sample.bytes.count))
        let extremes: [UInt8] = [0, 1, 0x7F, 0x80, 0xFE, 0xFF]
        for _ in 0..<2_700 {
            var bytes = sample.bytes
            for _ in 0...Int.random(in: 0..<4, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                let length = min(1 << Int.random(in: 0..<4, using: &random), bytes.count - place)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 2:
                    let extreme = extremes.randomElement(using: &random) ?? 0
                    for index in place..<place + length { bytes[index] = extreme }
                case 3: bytes.removeSubrange(place..<place + length)
                default: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
                }
            }
            let isLenient = Bool.random(using: &random)
            if let image = try? ImageInspector.inspect(bytes.buffer, allowed: everything, allowsTruncation: isLenient) {
                // SVG and PDF have no pixels of their own.
                #expect(image.info.size.area > 0 || image.info.format == .svg || image.info.format == .pdf)
                #expect(image.info.size.area <= ImageLimits.default.pixels)
                #expect(image.info.pages <= ImageLimits.default.pages)
            }
        }
    }

    /// Each place in turn, as a number of one, two, four and eight bytes, at its largest.
    @Test(arguments: SampleImage.all) func everyNumberAtItsLargest(_ sample: SampleImage) {
        let everything = Set(ImageFormat.allCases)
        let unlimited = ImageLimits(
            inputBytes: .max, pixels: .max, totalPixels: .max, pages: .max, scans: .max)
        let numbers: [[UInt8]] = [
            [0xFF], [0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF],
            [0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        ]
        for number in numbers where sample.bytes.count >= number.count {
            for place in 0...sample.bytes.count - number.count {
                let bytes = sample.bytes.replacing(at: place, with: number)
                _ = try? ImageInspector.inspect(bytes.buffer, limits: unlimited, allowed: everything)
            }
        }
    }

    /// 57 bytes that claim a gigabyte: refused by comparing numbers, so that nothing is sized by the claim. Were it
    /// otherwise, a thousand rounds would not end in time, or in memory.
    @Test func aClaimCostsNothing() {
        let bytes = SamplePNG.signature + SamplePNG().header + SamplePNG.chunk("tEXt", .zeros(12), length: 1 << 30)
        #expect(bytes.count == 57)
        let elapsed = ContinuousClock().measure {
            for _ in 0..<1000 { expectRefusal(.invalidImage, bytes) }
        }
        #expect(elapsed < .seconds(2))
    }
}
