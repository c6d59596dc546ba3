import Renditions

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A Gaussian, sampled at whole pixels and scaled to a sum of 1.
struct Gaussian {
    /// From one end to the other; the middle one is the pixel's own.
    private let weights: [Double]

    /// - Parameter sigma: the standard deviation, in pixels.
    init(sigma: Double) {
        // Beyond four deviations lies less than a ten-thousandth of the whole: no 8-bit level can tell.
        let reach = Int((4 * sigma).rounded(.up))
        let heights = (-reach...reach).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
        let sum = heights.reduce(0, +)
        weights = heights.map { $0 / sum }
    }

    /// Values smoothed along rows, then along columns; beyond its edges an image goes on as it is there.
    ///
    /// - Parameters:
    ///   - values: row by row, the channels of a pixel side by side.
    ///   - channels: how many a pixel has.
    func smoothed(_ values: [Double], of size: PixelSize, channels: Int) -> [Double] {
        let rows = smoothed(values, count: size.width, step: channels, lines: size.height, channels: channels)
        return smoothed(rows, count: size.height, step: size.width * channels, lines: size.width, channels: channels)
    }

    /// Values smoothed along one axis.
    ///
    /// - Parameters:
    ///   - count: pixels along that axis.
    ///   - step: from a value to the next one along that axis.
    ///   - lines: how many lines of pixels lie side by side.
    private func smoothed(_ values: [Double], count: Int, step: Int, lines: Int, channels: Int) -> [Double] {
        var result = Array(repeating: 0.0, count: values.count)
        let lineStep = step == channels ? count * channels : channels
        for line in 0..<lines {
            for channel in 0..<channels {
                let start = line * lineStep + channel
                for place in 0..<count {
                    var sum = 0.0
                    for (index, weight) in weights.enumerated() {
                        let neighbour = min(max(place + index - weights.count / 2, 0), count - 1)
                        sum += values[start + neighbour * step] * weight
                    }
                    result[start + place * step] = sum
                }
            }
        }
        return result
    }
}
