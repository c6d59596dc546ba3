// Foundation's essentials have no powers, and all of Foundation is much for one function.
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Foundation
#endif

/// `base` to the power of `exponent`, of which neither is negative where a curve is well-formed.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
