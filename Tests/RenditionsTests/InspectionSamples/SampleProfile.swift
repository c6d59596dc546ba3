/// An ICC profile: a matrix and three curves, or whatever tags it is given (ICC.1:2022 section 7).
struct SampleProfile {
    static let sRGB = [
        0.4360747, 0.2225045, 0.0139322, 0.3850649, 0.7168786, 0.0971045, 0.1430804, 0.0606169, 0.7141733,
    ]
    static let displayP3 = [0.5151, 0.2412, -0.0011, 0.2920, 0.6922, 0.0419, 0.1571, 0.0666, 0.7841]
    static let adobeRGB = [0.60974, 0.31111, 0.01947, 0.20528, 0.62567, 0.06087, 0.14919, 0.06322, 0.74457]

    var colorSpace = "RGB "
    var connectionSpace = "XYZ "
    var deviceClass = "mntr"
    var tags: [(String, [UInt8])] = []
    /// What the profile says about its length, where it lies.
    var length: Int?
    /// The number of tags that it claims, where it lies.
    var count: Int?

    var bytes: [UInt8] {
        var table: [UInt8] = .big(count ?? tags.count, 4)
        var values: [UInt8] = []
        for (name, value) in tags {
            table += .joining(.text(name), .big(132 + 12 * tags.count + values.count, 4), .big(value.count, 4))
            values += .joining(value, .zeros(-value.count & 3))
        }
        let total = 128 + table.count + values.count
        return .joining(
            .big(length ?? total, 4), .zeros(8), .text(deviceClass + colorSpace + connectionSpace), .zeros(12),
            .text("acsp"), .zeros(88), table, values)
    }

    /// A matrix by columns, red's X, Y, Z first, with one curve for all.
    static func shaper(_ matrix: [Double], _ curve: [UInt8], name: String = "") -> SampleProfile {
        var tags: [(String, [UInt8])] = name.isEmpty ? [] : [("desc", description(name))]
        for (index, letter) in ["r", "g", "b"].enumerated() {
            let column = fixed(Array(matrix[3 * index..<3 * index + 3]))
            tags.append((letter + "XYZ", .joining(.text("XYZ "), .zeros(4), column)))
            tags.append((letter + "TRC", curve))
        }
        return SampleProfile(tags: tags)
    }

    /// sRGB's curve in the third form: gamma, a, b, c, d.
    static let sRGBCurve = parametric(3, [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045])

    static func parametric(_ kind: Int, _ parameters: [Double]) -> [UInt8] {
        .joining(.text("para"), .zeros(4), .big(kind, 2), .zeros(2), fixed(parameters))
    }

    static func gamma(_ gamma: Double) -> [UInt8] {
        .joining(.text("curv"), .zeros(4), .big(1, 4), .big(Int(gamma * 256 + 0.5), 2))
    }

    static func table(_ values: [Double]) -> [UInt8] {
        let levels = Array(values.map { [UInt8].big(Int($0 * 65_535 + 0.5), 2) }.joined())
        return .joining(.text("curv"), .zeros(4), .big(values.count, 4), levels)
    }

    static func description(_ name: String) -> [UInt8] {
        .joining(.text("desc"), .zeros(4), .big(name.utf8.count + 1, 4), .text(name + "\0"), .zeros(78))
    }

    /// A description in languages: one, in UTF-16.
    static func localized(_ name: String) -> [UInt8] {
        let units = Array(name.utf16.map { [UInt8].big(Int($0), 2) }.joined())
        return .joining(
            .text("mluc"), .zeros(4), .big(1, 4), .big(12, 4), .text("enUS"), .big(units.count, 4), .big(28, 4), units)
    }

    private static func fixed(_ values: [Double]) -> [UInt8] {
        Array(values.map { [UInt8].big(Int(($0 * 65_536).rounded()), 4) }.joined())
    }
}
