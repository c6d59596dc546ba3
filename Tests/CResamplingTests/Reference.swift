import CResampling
import Foundation

/// The same in floating point and by the definition: every output sample is a weighted mean over the input, one
/// direction after the other.
struct Reference {
    var geometry: resampling_geometry

    /// Not rounded and not clamped; by row, interleaved.
    func samples(of picture: Picture) -> [Double] {
        let channels = picture.channels
        let across = weights(
            input: picture.width, output: Int(geometry.output_width), start: geometry.source_x,
            length: geometry.source_width)
        let down = weights(
            input: picture.height, output: Int(geometry.output_height), start: geometry.source_y,
            length: geometry.source_height)
        let rows = across.map { weights in
            (0..<picture.height * channels).map { index in
                let (y, channel) = index.quotientAndRemainder(dividingBy: channels)
                return weights.reduce(0) { $0 + $1.weight * Double(picture[$1.index, y, channel]) }
            }
        }
        return down.flatMap { weights in
            rows.flatMap { column in
                (0..<channels).map { channel in
                    weights.reduce(0) { $0 + $1.weight * column[$1.index * channels + channel] }
                }
            }
        }
    }

    private func weights(input: Int, output: Int, start: Double, length: Double) -> [[(index: Int, weight: Double)]] {
        let scale = length / Double(output)
        let stretch = max(1, scale)
        return (0..<output).map { index in
            let center = start + (Double(index) + 0.5) * scale
            let reach = Int((3 * stretch).rounded(.up)) + 1
            let middle = Int(center.rounded(.down))
            let weights = (middle - reach...middle + reach).map { position in
                (
                    index: min(max(position, 0), input - 1),
                    weight: kernel(abs(Double(position) + 0.5 - center) / stretch)
                )
            }
            let total = weights.reduce(0) { $0 + $1.weight }
            return weights.map { ($0.index, $0.weight / total) }
        }
    }

    private func kernel(_ x: Double) -> Double {
        switch geometry.kernel {
        case RESAMPLING_LINEAR: max(0, 1 - x)
        case RESAMPLING_CUBIC: cubic(x, b: 0, c: 0.5)
        case RESAMPLING_MITCHELL: cubic(x, b: 1.0 / 3, c: 1.0 / 3)
        case RESAMPLING_LANCZOS2: lanczos(x, lobes: 2)
        default: lanczos(x, lobes: 3)
        }
    }

    private func lanczos(_ x: Double, lobes: Double) -> Double {
        if x == 0 { return 1 }
        if x >= lobes { return 0 }
        return sin(.pi * x) / (.pi * x) * sin(.pi * x / lobes) / (.pi * x / lobes)
    }

    private func cubic(_ x: Double, b: Double, c: Double) -> Double {
        if x >= 2 { return 0 }
        let squared = x * x
        let inner = (12 - 9 * b - 6 * c) * squared * x + (12 * b + 6 * c - 18) * squared + 6 - 2 * b
        let outer =
            (-b - 6 * c) * squared * x + (6 * b + 30 * c) * squared - (12 * b + 48 * c) * x + 8 * b + 24 * c
        return (x < 1 ? inner : outer) / 6
    }
}
