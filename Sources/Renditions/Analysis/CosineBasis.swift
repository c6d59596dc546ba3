#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Samples of `cos(π · frequency · (sample + offset) / samples)` for the lowest frequencies along one side.
struct CosineBasis {
    let frequencies: Int
    let samples: Int
    private let values: [Double]

    /// - Parameter offset: where in a pixel the wave is sampled. One half is the middle, as in the DCT-II that ThumbHash
    ///   and perceptual hashes use; BlurHash samples at 0.
    init(frequencies: Int, samples: Int, offset: Double) {
        self.frequencies = frequencies
        self.samples = samples
        values = (0..<frequencies * samples).map { index in
            let (frequency, sample) = index.quotientAndRemainder(dividingBy: samples)
            return cos(.pi * Double(frequency) * (Double(sample) + offset) / Double(samples))
        }
    }

    subscript(frequency: Int, sample: Int) -> Double { values[frequency * samples + sample] }
}
