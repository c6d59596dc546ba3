#if canImport(FoundationEssentials)
import FoundationEssentials
#endif
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Foundation
#endif

/// Arithmetic for the curves of profiles.
enum SampleCurve {
    static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
}
