import Foundation

/// ICC profiles of a matrix and three curves, made to order.
struct TinyProfile {
    /// Red's X, Y, Z, then green's and blue's.
    var matrix = [0.4361, 0.2225, 0.0139, 0.3851, 0.7169, 0.0971, 0.1431, 0.0606, 0.7141]
    /// The body of each tone curve's tag.
    var curve = TinyProfile.parametric(3, [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045])
    var name = "tiny"
    /// Bodies of further tags by their names.
    var more: [(String, [UInt8])] = []

    static let sRGB = TinyProfile().bytes

    static func fixed(_ value: Double) -> [UInt8] {
        InspectionBytes.build { $0.u32(Int((value * 65_536).rounded())) }
    }

    static func parametric(_ kind: Int, _ parameters: [Double]) -> [UInt8] {
        InspectionBytes.build {
            $0.text("para")
            $0.u32(0)
            $0.u16(kind, 0)
            for parameter in parameters { $0.append(fixed(parameter)) }
        }
    }

    /// A table of `count` values of a curve.
    static func table(_ count: Int, _ curve: (Double) -> Double) -> [UInt8] {
        InspectionBytes.build {
            $0.text("curv")
            $0.u32(0, count)
            for index in 0..<count {
                $0.u16(Int((curve(Double(index) / Double(max(1, count - 1))) * 65_535).rounded()))
            }
        }
    }

    /// A curve that is one gamma.
    static func gamma(_ gamma: Double) -> [UInt8] {
        InspectionBytes.build {
            $0.text("curv")
            $0.u32(0, 1)
            $0.u16(Int((gamma * 256).rounded()))
        }
    }

    /// IEC 61966-2-1, written out a second time for the tests.
    static func linear(_ x: Double) -> Double { x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4) }

    var bytes: [UInt8] {
        var tags: [(String, [UInt8])] = [("desc", description)]
        for (index, column) in ["rXYZ", "gXYZ", "bXYZ"].enumerated() {
            tags.append((column, Array("XYZ \0\0\0\0".utf8) + matrix[index * 3..<index * 3 + 3].flatMap(Self.fixed)))
        }
        for name in ["rTRC", "gTRC", "bTRC"] { tags.append((name, curve)) }
        tags += more
        let start = 132 + 12 * tags.count
        var table: [UInt8] = []
        var values: [UInt8] = []
        for (name, body) in tags {
            table += InspectionBytes.build {
                $0.text(name)
                $0.u32(start + values.count, body.count)
            }
            values += body
        }
        return InspectionBytes.build {
            $0.u32(start + values.count, 0, 0x0430_0000)
            $0.text("mntrRGB XYZ ")
            $0.append([UInt8](repeating: 0, count: 12))
            $0.text("acsp")
            $0.append([UInt8](repeating: 0, count: 88))
            $0.u32(tags.count)
            $0.append(table + values)
        }
    }

    private var description: [UInt8] {
        InspectionBytes.build {
            $0.text("mluc")
            $0.u32(0, 1, 12)
            $0.text("enUS")
            $0.u32(name.utf16.count * 2, 28)
            for unit in name.utf16 { $0.u16(Int(unit)) }
        }
    }
}
