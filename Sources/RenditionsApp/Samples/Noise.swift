/// Smooth randomness that is the same on every machine: what the sample pictures are made of.
struct Noise {
    private let seed: UInt32

    init(seed: UInt32) { self.seed = seed }

    /// 0 to 1, without any likeness between neighbours.
    func white(_ x: Int, _ y: Int) -> Float {
        // A multiplicative hash with two rounds of mixing; quality matters only to the eye.
        var bits = UInt32(truncatingIfNeeded: x) &* 0x9E37_79B1 ^ UInt32(truncatingIfNeeded: y) &* 0x85EB_CA77 ^ seed
        bits = (bits ^ bits >> 15) &* 0x2C1B_3C6D
        bits = (bits ^ bits >> 12) &* 0x297A_2D39
        return Float((bits ^ bits >> 15) >> 8) / Float(1 << 24)
    }

    /// 0 to 1, changing over a distance of about 1.
    func smooth(_ x: Float, _ y: Float) -> Float {
        let column = x.rounded(.down)
        let row = y.rounded(.down)
        let (i, j) = (Int(column), Int(row))
        let (u, v) = (Self.ease(x - column), Self.ease(y - row))
        let upper = white(i, j) + (white(i + 1, j) - white(i, j)) * u
        let lower = white(i, j + 1) + (white(i + 1, j + 1) - white(i, j + 1)) * u
        return upper + (lower - upper) * v
    }

    /// 0 to 1, with details at ever smaller scales, each half as strong.
    func fractal(_ x: Float, _ y: Float, octaves: Int) -> Float {
        var (sum, weight, total) = (Float(0), Float(0.5), Float(0))
        var (x, y) = (x, y)
        for _ in 0..<octaves {
            sum += smooth(x, y) * weight
            total += weight
            weight /= 2
            // Not quite 2, and shifted, so that the grids of the octaves don't show.
            x = x * 2.03 + 17.3
            y = y * 2.03 + 9.7
        }
        return sum / total
    }

    /// 0 to 1, with sharp crests.
    func ridged(_ x: Float, _ y: Float, octaves: Int) -> Float {
        var (sum, weight, total) = (Float(0), Float(0.5), Float(0))
        var (x, y) = (x, y)
        for _ in 0..<octaves {
            let crest = 1 - abs(smooth(x, y) * 2 - 1)
            sum += crest * crest * weight
            total += weight
            weight *= 0.48
            x = x * 2.07 + 5.1
            y = y * 2.07 + 3.7
        }
        return sum / total
    }

    private static func ease(_ t: Float) -> Float { t * t * t * (t * (t * 6 - 15) + 10) }
}
