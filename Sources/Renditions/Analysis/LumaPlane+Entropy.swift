#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension LumaPlane {
    /// Shannon entropy of the histogram of levels, in bits: `-Σ p log₂ p`. 0 for one tone and for no pixels, 8 where all
    /// 256 levels are equally frequent.
    var entropy: Double {
        var histogram = [Int](repeating: 0, count: 256)
        for level in levels { histogram[Int(level)] += 1 }
        return histogram.reduce(0.0) { sum, count in
            guard count > 0, count < levels.count else { return sum }
            let share = Double(count) / Double(levels.count)
            return sum - share * log2(share)
        }
    }
}
