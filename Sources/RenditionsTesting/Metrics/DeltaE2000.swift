#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The colour difference CIEDE2000, with all weights 1.
///
/// As in Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula: implementation notes, supplementary test data, and
/// mathematical observations", Color Research and Application 30 (2005); the numbers in comments are its equations.
public enum DeltaE2000 {
    /// 0 for equal colours; 1 is just visible in large patches side by side. Symmetric.
    public static func difference(_ first: Lab, _ second: Lab) -> Double {
        // 2 to 4: a grows where colours are pale.
        let meanChroma = (hypot(first.a, first.b) + hypot(second.a, second.b)) / 2
        let growth = 1.5 - 0.5 * saturation(meanChroma)
        let (a1, a2) = (first.a * growth, second.a * growth)
        let (chroma1, chroma2) = (hypot(a1, first.b), hypot(a2, second.b))

        // 7 to 14. Greys have no hue: their hue is 0, and then no difference of hues counts.
        let (hue1, hue2) = (hue(a1, first.b), hue(a2, second.b))
        let isGrey = chroma1 * chroma2 == 0
        let hues = isGrey ? (difference: 0, mean: hue1 + hue2) : turn(from: hue1, to: hue2)
        let lightness = second.lightness - first.lightness
        let chroma = chroma2 - chroma1
        let hueDistance = 2 * (chroma1 * chroma2).squareRoot() * sin(radians(hues.difference / 2))

        // 15 to 21: the weights of the three.
        let middle = (first.lightness + second.lightness) / 2 - 50
        let lightnessWeight = 1 + 0.015 * middle * middle / (20 + middle * middle).squareRoot()
        let averageChroma = (chroma1 + chroma2) / 2
        let chromaWeight = 1 + 0.045 * averageChroma
        let hueWeight = 1 + 0.015 * averageChroma * hueFactor(hues.mean)
        let blue = (hues.mean - 275) / 25
        let rotation = -sin(radians(60 * exp(-blue * blue))) * 2 * saturation(averageChroma)

        // 22
        let (l, c, h) = (lightness / lightnessWeight, chroma / chromaWeight, hueDistance / hueWeight)
        return max(0, l * l + c * c + h * h + rotation * c * h).squareRoot()
    }

    /// `√(C⁷ / (C⁷ + 25⁷))`.
    private static func saturation(_ chroma: Double) -> Double {
        let power = pow(chroma, 7)
        return (power / (power + 6_103_515_625)).squareRoot()
    }

    /// In degrees, 0 to 360; 0 for grey.
    private static func hue(_ a: Double, _ b: Double) -> Double {
        guard a != 0 || b != 0 else { return 0 }
        let degrees = atan2(b, a) * 180 / .pi
        return degrees < 0 ? degrees + 360 : degrees
    }

    /// 10 and 14: the shorter way round between two hues and the hue halfway along it, in degrees.
    private static func turn(from first: Double, to second: Double) -> (difference: Double, mean: Double) {
        let difference = second - first
        let sum = first + second
        if abs(difference) <= 180 { return (difference, sum / 2) }
        return (difference > 180 ? difference - 360 : difference + 360, sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2)
    }

    /// 15: how visible a turn of the hue is, by hue.
    private static func hueFactor(_ hue: Double) -> Double {
        1 - 0.17 * cos(radians(hue - 30)) + 0.24 * cos(radians(2 * hue)) + 0.32 * cos(radians(3 * hue + 6))
            - 0.20 * cos(radians(4 * hue - 63))
    }

    private static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
}
