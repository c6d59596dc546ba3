#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Builds display profiles of three primaries and a tone curve: version 2.1 (ICC.1:2001-04), the least that every colour
/// manager reads.
public struct ICCProfileBuilder: Sendable {
    /// How stored values become linear light.
    public enum Curve: Sendable {
        /// A power; stored with eight bits of fraction.
        case gamma(Double)
        /// IEC 61966-2-1 section 5.2, stored as a table: version 2 has no formulas. Between its 1,024 entries it is off
        /// by less than 0.00001.
        case sRGB
    }

    /// The description that the profile gives itself; ASCII.
    public var name: String
    /// The primaries' X, Y and Z relative to D50: red's three numbers, then green's and blue's.
    public var primaries: [Double]
    public var curve: Curve

    public init(name: String, primaries: [Double], curve: Curve) {
        precondition(primaries.count == 9, "three primaries have three numbers each")
        self.name = name
        self.primaries = primaries
        self.curve = curve
    }

    // The matrices follow from the chromaticities that the standards give, adapted from D65 to D50 with the linear
    // Bradford matrix (ICC.1:2022 annex E.3).

    /// IEC 61966-2-1.
    public static let sRGB = ICCProfileBuilder(
        name: "Test sRGB",
        primaries: [0.43604, 0.22248, 0.01392, 0.38511, 0.71691, 0.09707, 0.14305, 0.06061, 0.71391], curve: .sRGB)
    /// Primaries of SMPTE EG 432-1, white D65, sRGB's curve.
    public static let displayP3 = ICCProfileBuilder(
        name: "Test Display P3",
        primaries: [0.51512, 0.24119, -0.00105, 0.29198, 0.69224, 0.04188, 0.15710, 0.06657, 0.78407], curve: .sRGB)
    /// Adobe RGB (1998) Color Image Encoding, version 2005-05; its gamma is 2 and 51/256.
    public static let adobeRGB = ICCProfileBuilder(
        name: "Test Adobe RGB",
        primaries: [0.60974, 0.31111, 0.01947, 0.20527, 0.62568, 0.06087, 0.14919, 0.06321, 0.74456],
        curve: .gamma(2.19921875))

    /// The profile.
    public func bytes() -> [UInt8] {
        // The three curves are one element that three tags refer to.
        let elements: [(names: [StaticString], body: [UInt8])] = [
            (["desc"], description), (["cprt"], text("No copyright")), (["wtpt"], xyz([0.9642, 1, 0.8249])),
            (["rXYZ"], xyz(primaries[0..<3])), (["gXYZ"], xyz(primaries[3..<6])), (["bXYZ"], xyz(primaries[6..<9])),
            (["rTRC", "gTRC", "bTRC"], curveElement),
        ]
        let count = elements.reduce(0) { $0 + $1.names.count }
        var table = ByteSink(.big)
        var data = ByteSink(.big)
        table.append32(count)
        for element in elements {
            for name in element.names {
                table.append(name)
                table.append32(128 + 4 + 12 * count + data.count)
                table.append32(element.body.count)
            }
            data.append(element.body)
            data.align(to: 4)
        }
        var profile = header(byteCount: 128 + table.count + data.count)
        profile.append(table.bytes)
        profile.append(data.bytes)
        return profile.bytes
    }
}

extension ICCProfileBuilder {
    /// The 128 bytes of section 6.1.
    private func header(byteCount: Int) -> ByteSink {
        var header = ByteSink(.big)
        header.append32(byteCount)
        header.append32(0)
        header.append32(0x0210_0000)
        header.append("mntrRGB XYZ ")
        // A date on which nothing depends: 2024-01-01, midnight.
        for number in [2024, 1, 1, 0, 0, 0] { header.append16(number) }
        header.append("acsp")
        header.append([UInt8](repeating: 0, count: 28))
        // White of the connection space, D50 (section 6.1.11), in 1/65,536.
        for number in [0xF6D6, 0x1_0000, 0xD32D] { header.append32(number) }
        header.append([UInt8](repeating: 0, count: 48))
        return header
    }

    /// textDescriptionType (6.5.17), with empty Unicode and Macintosh texts.
    private var description: [UInt8] {
        var sink = ByteSink(.big)
        sink.append("desc\0\0\0\0")
        sink.append32(name.utf8.count + 1)
        sink.append(name.utf8)
        sink.append([UInt8](repeating: 0, count: 1 + 8 + 3 + 67))
        return sink.bytes
    }

    /// textType (6.5.18).
    private func text(_ text: String) -> [UInt8] { Array("text\0\0\0\0".utf8) + Array(text.utf8) + [0] }

    /// XYZType (6.5.26).
    private func xyz(_ values: some Sequence<Double>) -> [UInt8] {
        Array("XYZ \0\0\0\0".utf8) + values.flatMap { FileByteOrder.big.bytes32(Int(($0 * 65_536).rounded())) }
    }

    /// curveType (6.5.3): one value is a gamma, more are a table.
    private var curveElement: [UInt8] {
        var sink = ByteSink(.big)
        sink.append("curv\0\0\0\0")
        switch curve {
        case .gamma(let gamma):
            sink.append32(1)
            sink.append16(Int((gamma * 256).rounded()))
        case .sRGB:
            sink.append32(1024)
            for index in 0..<1024 {
                let stored = Double(index) / 1023
                let linear = stored <= 0.04045 ? stored / 12.92 : pow((stored + 0.055) / 1.055, 2.4)
                sink.append16(Int((linear * 65_535).rounded()))
            }
        }
        return sink.bytes
    }
}
