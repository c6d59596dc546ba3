/// A tone curve of an ICC profile: from stored values to linear light, both 0 to 1 (ICC.1:2022 sections 10.6 and 10.18).
enum ICCCurve {
    case table([Double])
    /// The parameters g, a, b, c, d, e, f of a curve that is a power above d and a line below it.
    case parametric([Double])

    init?(_ tag: ByteView) {
        switch tag.fourCC(0) {
        case "curv":
            guard let count = tag.u32(8, .big), tag.holds(12, count * 2), count <= 65_536 else { return nil }
            let values = (0..<count).compactMap { tag.u16(12 + 2 * $0, .big) }
            switch count {
            case 0: self = .parametric([1, 1, 0, 0, 0, 0, 0])
            // One value is a gamma with eight bits of fraction.
            case 1: self = .parametric([Double(values[0]) / 256, 1, 0, 0, 0, 0, 0])
            default: self = .table(values.map { Double($0) / 65_535 })
            }
        case "para":
            let counts = [1, 3, 4, 5, 7]
            guard let kind = tag.u16(8, .big), kind < counts.count, tag.holds(12, 4 * counts[kind]) else { return nil }
            let p = (0..<counts[kind]).compactMap { tag.fixed(12 + 4 * $0) }
            switch kind {
            case 0: self = .parametric([p[0], 1, 0, 0, 0, 0, 0])
            // Below -b/a kind 1 is 0 and kind 2 is its constant.
            case 1 where p[1] != 0: self = .parametric([p[0], p[1], p[2], 0, -p[2] / p[1], 0, 0])
            case 2 where p[1] != 0: self = .parametric([p[0], p[1], p[2], 0, -p[2] / p[1], p[3], p[3]])
            case 3: self = .parametric(p + [0, 0])
            case 4: self = .parametric(p)
            default: return nil
            }
        default: return nil
        }
    }

    func value(at x: Double) -> Double {
        switch self {
        case .table(let values):
            let position = x * Double(values.count - 1)
            let index = min(Int(position), values.count - 2)
            return values[index] + (values[index + 1] - values[index]) * (position - Double(index))
        case .parametric(let p):
            guard x >= p[4] else { return p[3] * x + p[6] }
            return power(max(0, p[1] * x + p[2]), p[0]) + p[5]
        }
    }
}

extension ByteView {
    /// A signed number with sixteen bits of fraction (s15Fixed16Number).
    func fixed(_ offset: Int) -> Double? {
        u32(offset, .big).map { Double(Int32(truncatingIfNeeded: $0)) / 65_536 }
    }
}
