import CResampling
import Testing

@Suite struct ResamplerTests {
    @Test(arguments: [RESAMPLING_SSE2, RESAMPLING_AVX2, RESAMPLING_NEON])
    func allInstructionsGiveTheSameBits(_ instructions: resampling_instructions) throws {
        for width in [1, 2, 7, 8, 31, 33, 70] {
            for channels in 1...4 {
                let picture = AccuracyTests.photograph(width: width, height: 71 - width, channels: channels)
                for (index, kernel) in everyKernel.enumerated() {
                    let size = (width * (index + 2) + channels * 5) % 83 + 1
                    for alpha in [false, true] where channels > 1 || !alpha {
                        let geometry = picture.geometry(width: size, height: 84 - size, kernel: kernel, alpha: alpha)
                        let scalar = try #require(picture.resampled(geometry, using: RESAMPLING_SCALAR))
                        // Nil on processors of another kind.
                        guard let vector = picture.resampled(geometry, using: instructions) else { return }
                        #expect(vector == scalar, "\(width) to \(size), \(channels) channels")
                    }
                }
            }
        }
    }

    @Test func aFullResamplerTakesRowsAgainOnceItIsPulled() throws {
        let picture = AccuracyTests.photograph(width: 9, height: 100, channels: 1)
        var geometry = picture.geometry(width: 9, height: 50)
        let resampler = try #require(resampling_create(&geometry))
        defer { resampling_destroy(resampler) }

        var row = [UInt8](repeating: 0, count: 9)
        var output: [UInt8] = []
        var pushed = 0
        var refused = 0
        while output.count < 9 * 50 {
            while pushed < 100, resampling_push(resampler, Array(picture.samples[pushed * 9..<pushed * 9 + 9])) == 1 {
                pushed += 1
            }
            if pushed < 100 { refused += 1 }
            // What refuses a row has one to give.
            try #require(resampling_pull(resampler, &row) == 1)
            output += row
        }
        #expect(refused > 0)
        #expect(output == picture.resampled(width: 9, height: 50)?.samples)
        #expect(resampling_pull(resampler, &row) == 0)
        #expect(pushed == 100)
        #expect(resampling_push(resampler, row) == 0)
    }

    @Test func rowsAroundThePartShownMayBeLeftOut() throws {
        let picture = AccuracyTests.photograph(width: 12, height: 90, channels: 1)
        var geometry = picture.geometry(width: 12, height: 10)
        geometry.source_y = 40
        geometry.source_height = 10
        let resampler = try #require(resampling_create(&geometry))
        defer { resampling_destroy(resampler) }

        var row = [UInt8](repeating: 0, count: 12)
        var pulled = 0
        for y in 0..<90 {
            try #require(resampling_push(resampler, Array(picture.samples[y * 12..<y * 12 + 12])) == 1)
            while pulled < 10, resampling_pull(resampler, &row) == 1 {
                #expect(row == Array(picture.samples[(40 + pulled) * 12..<(41 + pulled) * 12]))
                pulled += 1
            }
            if y == 55 { #expect(pulled == 10, "the rest of the input isn't needed") }
        }
    }

    @Test func geometriesThatMakeNoSenseAreRefused() {
        let picture = Picture(width: 10, height: 10, channels: 3) { _, _, _ in 0 }
        let changes: [(inout resampling_geometry) -> Void] = [
            { $0.input_width = 0 }, { $0.input_height = 65536 }, { $0.output_width = -3 }, { $0.output_height = 65536 },
            { $0.channels = 0 }, { $0.channels = 5 }, { ($0.channels, $0.alpha) = (1, 1) },
            { $0.source_x = -1 }, { $0.source_x = 1.5 }, { $0.source_width = 0 }, { $0.source_height = -2 },
            { $0.source_height = .nan }, { $0.source_y = .nan }, { $0.source_width = .infinity },
            { $0.kernel = resampling_kernel(rawValue: 9) },
        ]
        for (index, change) in changes.enumerated() {
            var geometry = picture.geometry(width: 5, height: 5)
            change(&geometry)
            let resampler = resampling_create(&geometry)
            #expect(resampler == nil, "\(index)")
            resampling_destroy(resampler)
        }
    }
}
