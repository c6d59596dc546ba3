/// An RGB space that profiles are recognised as. The columns are the primaries' XYZ, adapted from D65 to D50 with the
/// linear Bradford matrix (ICC.1:2022 annex E.3), as profiles store them.
enum KnownColorSpace {
    /// IEC 61966-2-1.
    case sRGB
    /// Primaries of SMPTE EG 432-1 with white D65 and sRGB's curve.
    case displayP3
    /// Adobe RGB (1998) Color Image Encoding, version 2005-05.
    case adobeRGB

    /// Red's X, Y, Z, then green's and blue's.
    var matrix: [Double] {
        switch self {
        case .sRGB: [0.4361, 0.2225, 0.0139, 0.3851, 0.7169, 0.0971, 0.1431, 0.0606, 0.7141]
        case .displayP3: [0.5151, 0.2412, -0.0011, 0.2920, 0.6922, 0.0419, 0.1571, 0.0666, 0.7841]
        case .adobeRGB: [0.6097, 0.3111, 0.0195, 0.2053, 0.6257, 0.0609, 0.1492, 0.0632, 0.7446]
        }
    }

    /// Linear light of a stored value, both 0 to 1.
    func linear(_ x: Double) -> Double {
        switch self {
        // IEC 61966-2-1 section 5.2.
        case .sRGB, .displayP3: x <= 0.04045 ? x / 12.92 : power((x + 0.055) / 1.055, 2.4)
        // The gamma is 2 and 51/256.
        case .adobeRGB: power(x, 2.19921875)
        }
    }
}
