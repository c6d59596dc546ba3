/// A profile that is three curves and a matrix, compared with known colour spaces.
struct ICCMatrixShaper {
    /// How far a number of the matrix may be off. Encoders round, chop to four digits or adapt the white point with
    /// different matrices, which moves sRGB's by up to 0.003; the nearest other space in use, Display P3, is 0.08 away.
    private static let matrixTolerance = 0.005
    /// How far a curve may be off, in linear light: less than a step of 8 bits in the lights, and below half a step
    /// wrong in the darks after encoding would show. The closest wrong one, gamma 2.2, is off by 0.0075.
    private static let curveTolerance = 0.003

    /// Red, green and blue in XYZ relative to D50, row by row.
    private let matrix: [Double]
    private let curves: [ICCCurve]

    /// Nil for profiles that work by lookup tables, wholly or also: the tables would take precedence.
    init?(_ tags: ICCTags) {
        guard tags.colorSpace == "RGB ", tags.connectionSpace == "XYZ ", tags["A2B0"] == nil, tags["D2B0"] == nil else {
            return nil
        }
        var matrix: [Double] = []
        var curves: [ICCCurve] = []
        for (column, curve) in [("rXYZ", "rTRC"), ("gXYZ", "gTRC"), ("bXYZ", "bTRC")] as [(FourCC, FourCC)] {
            guard let column = tags[column], column.fourCC(0) == "XYZ ", let x = column.fixed(8),
                let y = column.fixed(12), let z = column.fixed(16), let curve = tags[curve].flatMap({ ICCCurve($0) })
            else { return nil }
            matrix += [x, y, z]
            curves.append(curve)
        }
        self.matrix = matrix
        self.curves = curves
    }

    func matches(_ space: KnownColorSpace) -> Bool {
        guard zip(matrix, space.matrix).allSatisfy({ abs($0 - $1) <= Self.matrixTolerance }) else { return false }
        // 33 places find a wrong curve and step over the noise of short tables.
        return curves.allSatisfy { curve in
            (0...32).allSatisfy { step in
                let x = Double(step) / 32
                return abs(curve.value(at: x) - space.linear(x)) <= Self.curveTolerance
            }
        }
    }
}
