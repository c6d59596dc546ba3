/// A line of heights along a picture, worked out once.
struct Skyline: Sendable {
    private let heights: [Float]
    private let length: Float

    private static let samplesPerUnit = 4096

    /// - Parameters:
    ///   - length: of the line, in heights of the picture.
    ///   - height: at a place, in heights of the picture.
    init(length: Float, height: (Float) -> Float) {
        self.length = length
        let count = Int(length * Float(Self.samplesPerUnit)) + 2
        heights = (0..<count).map { height(Float($0) / Float(Self.samplesPerUnit)) }
    }

    subscript(x: Float) -> Float {
        let place = min(max(x, 0), length) * Float(Self.samplesPerUnit)
        let index = min(Int(place), heights.count - 2)
        return heights[index] + (heights[index + 1] - heights[index]) * (place - Float(index))
    }

    /// How much the line rises to the right.
    func slope(_ x: Float) -> Float { (self[x + 0.004] - self[x - 0.004]) / 0.008 }

    /// The tops of conifers, side by side, of different heights.
    ///
    /// - Parameters:
    ///   - spacing: from trunk to trunk, in heights of the picture.
    ///   - tallest: in heights of the picture.
    static func conifers(length: Float, spacing: Float, tallest: Float, seed: UInt32) -> Skyline {
        let noise = Noise(seed: seed)
        return Skyline(length: length) { x in
            var top: Float = 0
            let cell = Int((x / spacing).rounded(.down))
            for neighbour in cell - 2...cell + 2 {
                let trunk = (Float(neighbour) + 0.2 + 0.6 * noise.white(neighbour, 1)) * spacing
                let height = tallest * (0.35 + 0.65 * noise.white(neighbour, 2))
                let distance = abs(x - trunk) / (height * 0.24)
                // Branches: the outline goes in and out on its way down.
                let branches = 0.035 * tallest * noise.smooth(x * 900, Float(neighbour))
                top = max(top, height * (1 - distance) + branches * (distance < 1 ? 1 : 0))
            }
            return max(top, 0)
        }
    }
}
