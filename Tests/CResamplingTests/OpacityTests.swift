import CResampling
import Testing

@Suite struct OpacityTests {
    @Test func coloursOfTransparentPixelsDontCount() throws {
        // Red where it can be seen, green where it can't.
        let picture = Picture(width: 40, height: 40, channels: 4) { x, y, channel in
            let isVisible = x < 20
            return [isVisible ? 200 : 0, isVisible ? 0 : 255, 30, isVisible ? 255 : 0][channel]
        }
        for size in [13, 20, 64] {
            let output = try #require(picture.resampled(width: size, height: size, alpha: true))
            for y in 0..<size {
                for x in 0..<size {
                    let pixel = (0..<4).map { output[x, y, $0] }
                    #expect(pixel[3] == 0 ? pixel == [0, 0, 0, 0] : pixel[..<3] == [200, 0, 30], "\(x), \(y)")
                }
            }
            #expect(output[0, 0, 3] == 255)
            #expect(output[size - 1, 0, 3] == 0)
        }
    }

    /// One level of opacity is hardly anything, but its colour is kept to two levels.
    @Test(arguments: 1...255)
    func constantColoursStayWhateverTheOpacity(_ opacity: Int) throws {
        let color = [250, 131, 2, opacity]
        let picture = Picture(width: 9, height: 5, channels: 4) { _, _, channel in color[channel] }
        let output = try #require(picture.resampled(width: 4, height: 7, alpha: true))
        for (index, sample) in output.samples.enumerated() {
            let tolerance = index % 4 == 3 || opacity > 8 ? 0 : 2
            #expect(abs(Int(sample) - color[index % 4]) <= tolerance)
        }
    }

    @Test(arguments: 2...4)
    func opaquePicturesComeOutAsWithoutOpacity(_ channels: Int) throws {
        let picture = AccuracyTests.photograph(width: 53, height: 34, channels: channels)
        var opaque = picture
        for index in stride(from: channels - 1, to: opaque.samples.count, by: channels) { opaque.samples[index] = 255 }
        for size in [11, 29, 60] {
            let weighted = try #require(opaque.resampled(width: size, height: size, alpha: true))
            let plain = try #require(opaque.resampled(width: size, height: size))
            // Both are rounded, each in its own way.
            #expect(zip(weighted.samples, plain.samples).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
            #expect(weighted.samples.indices.allSatisfy { $0 % channels < channels - 1 || weighted.samples[$0] == 255 })
        }
    }

    @Test func opacityItselfIsMixedLikeAnyChannel() throws {
        let picture = AccuracyTests.photograph(width: 44, height: 31, channels: 2)
        let weighted = try #require(picture.resampled(width: 19, height: 14, alpha: true))
        let plain = try #require(picture.resampled(width: 19, height: 14))
        for y in 0..<14 {
            for x in 0..<19 { #expect(abs(weighted[x, y, 1] - plain[x, y, 1]) <= 1) }
        }
    }
}
