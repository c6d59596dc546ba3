import CResampling
import Testing

@Suite struct AccuracyTests {
    /// Smooth areas, edges and noise.
    static func photograph(width: Int, height: Int, channels: Int) -> Picture {
        var state: UInt32 = 12345
        return Picture(width: width, height: height, channels: channels) { x, y, channel in
            state = state &* 1_664_525 &+ 1_013_904_223
            let noise = Int(state >> 27)
            let edge = (x / 7 + y / 5 + channel) % 3 == 0 ? 120 : 0
            return min(255, (x * 3 + y * 2 + channel * 40) % 130 + edge + noise)
        }
    }

    static func expectAgreement(_ picture: Picture, _ geometry: resampling_geometry) throws {
        let output = try #require(picture.resampled(geometry))
        let reference = Reference(geometry: geometry).samples(of: picture)
        var largest = 0.0
        var sum = 0.0
        for (sample, exact) in zip(output.samples, reference) {
            let error = Double(sample) - min(255, max(0, exact))
            largest = max(largest, abs(error))
            sum += error
        }
        // Rounding to 8 bits alone is half a level, and four standard deviations of its mean are the second bound.
        #expect(largest < 0.6)
        #expect(abs(sum / Double(reference.count)) < max(0.05, 4 / (12 * Double(reference.count)).squareRoot()))
    }

    @Test(arguments: everyKernel, [0.6, 1, 1.3, 2, 3.78, 6])
    func isWithinALevelOfFloatingPoint(_ kernel: resampling_kernel, _ ratio: Double) throws {
        let picture = Self.photograph(width: 61, height: 47, channels: 3)
        let geometry = picture.geometry(
            width: Int(61 / ratio + 0.5), height: Int(47 / ratio + 0.5), kernel: kernel)
        try Self.expectAgreement(picture, geometry)
    }

    @Test(arguments: 1...4)
    func everyNumberOfChannelsIsMixedAlike(_ channels: Int) throws {
        let picture = Self.photograph(width: 40, height: 30, channels: channels)
        try Self.expectAgreement(picture, picture.geometry(width: 17, height: 22))
    }

    @Test func showsPartsThatBeginAndEndWithinPixels() throws {
        let picture = Self.photograph(width: 50, height: 40, channels: 3)
        var geometry = picture.geometry(width: 25, height: 13)
        geometry.source_x = 10.25
        geometry.source_width = 32.5
        geometry.source_y = 3.75
        geometry.source_height = 36.25
        try Self.expectAgreement(picture, geometry)
        geometry.source_x = -0.5
        geometry.source_width = 51
        try Self.expectAgreement(picture, geometry)
    }

    @Test func thousandsOfSmallWeightsHaveNoBias() throws {
        let picture = Picture(width: 30000, height: 1) { x, _, _ in x % 2 == 0 ? 10 : 40 }
        try Self.expectAgreement(picture, picture.geometry(width: 20, height: 1))
    }

    @Test(arguments: everyKernel)
    func constantPicturesStayConstant(_ kernel: resampling_kernel) throws {
        for output in [1, 2, 3, 7, 12, 13, 20, 31, 70] {
            for level in 0...255 {
                let picture = Picture(width: 13, height: 3, channels: 1) { _, _, _ in level }
                let resampled = try #require(picture.resampled(width: output, height: 2, kernel: kernel))
                #expect(resampled.samples.allSatisfy { $0 == level }, "\(level), \(output) wide")
            }
        }
    }

    @Test(arguments: everyKernel)
    func theSameSizeIsTheSamePicture(_ kernel: resampling_kernel) throws {
        // A Mitchell filter smooths even then.
        guard kernel != RESAMPLING_MITCHELL else { return }
        let picture = Self.photograph(width: 37, height: 21, channels: 3)
        #expect(try #require(picture.resampled(width: 37, height: 21, kernel: kernel)) == picture)
    }

    @Test(arguments: everyKernel)
    func aCheckerboardOfPixelsHalvedIsGrey(_ kernel: resampling_kernel) throws {
        let picture = Picture(width: 48, height: 32) { x, y, _ in (x + y) % 2 * 255 }
        let output = try #require(picture.resampled(width: 24, height: 16, kernel: kernel))
        for y in 4..<12 {
            for x in 4..<20 { #expect((127...128).contains(output[x, y])) }
        }
    }

    @Test(arguments: everyKernel, [5, 24, 77, 256, 611])
    func gradientsStayMonotone(_ kernel: resampling_kernel, _ width: Int) throws {
        let picture = Picture(width: 256, height: 4) { x, _, _ in x }
        let output = try #require(picture.resampled(width: width, height: 4, kernel: kernel))
        let row = output.samples[..<width]
        #expect(zip(row, row.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test(arguments: everyKernel, [11, 23, 59, 90])
    func mirroredPicturesAreMirrored(_ kernel: resampling_kernel, _ width: Int) throws {
        let step = Picture(width: 59, height: 5) { x, _, _ in x < 20 ? 40 : x < 31 ? 200 : 90 }
        let mirrored = Picture(width: 59, height: 5) { x, y, _ in step[58 - x, y] }
        let first = try #require(step.resampled(width: width, height: 5, kernel: kernel))
        let second = try #require(mirrored.resampled(width: width, height: 5, kernel: kernel))
        for x in 0..<width { #expect(abs(first[x, 2] - second[width - 1 - x, 2]) <= 1) }
    }
}
