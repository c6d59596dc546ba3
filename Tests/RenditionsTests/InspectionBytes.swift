/// Builds byte strings field by field.
struct InspectionBytes {
    private(set) var bytes: [UInt8] = []
    var isLittle = false

    init(isLittle: Bool = false) { self.isLittle = isLittle }

    mutating func u8(_ values: Int...) { bytes += values.map { UInt8(truncatingIfNeeded: $0) } }
    mutating func u16(_ values: Int...) { for value in values { number(value, 2) } }
    mutating func u24(_ values: Int...) { for value in values { number(value, 3) } }
    mutating func u32(_ values: Int...) { for value in values { number(value, 4) } }
    mutating func text(_ text: String) { bytes += Array(text.utf8) }
    mutating func append(_ more: [UInt8]) { bytes += more }

    private mutating func number(_ value: Int, _ width: Int) {
        let shifts = (0..<width).map { 8 * $0 }
        bytes += (isLittle ? shifts : shifts.reversed()).map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    static func build(isLittle: Bool = false, _ body: (inout InspectionBytes) -> Void) -> [UInt8] {
        var builder = InspectionBytes(isLittle: isLittle)
        body(&builder)
        return builder.bytes
    }
}
