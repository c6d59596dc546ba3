/// Amounts as people read them.
package enum Amount {
    /// Bytes in decimal units: `840 B`, `12.3 kB`, `4.56 MB`.
    static func bytes(_ count: Int) -> String {
        var value = Double(count)
        guard value >= 1000 else { return "\(count) B" }
        for unit in ["kB", "MB", "GB"] {
            value /= 1000
            if value < 999.5 || unit == "GB" { return "\(significant(value)) \(unit)" }
        }
        return "\(count) B"
    }

    /// Bytes in binary units, for limits that are set in them: `20 MiB`.
    static func binary(_ count: Int) -> String {
        for (shift, unit) in [(30, "GiB"), (20, "MiB"), (10, "KiB")] where count >= 1 << shift {
            let value = Double(count) / Double(1 << shift)
            return "\(value == value.rounded() ? String(Int(value)) : significant(value)) \(unit)"
        }
        return "\(count) bytes"
    }

    /// Whole milliseconds.
    static func milliseconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }

    /// How much less or more than `before`, in percent: `−63 %`, `+4 %`; finer where almost nothing is left.
    static func change(from before: Int, to after: Int) -> String {
        guard before > 0 else { return "" }
        let percent = Double(after - before) / Double(before) * 100
        let text = decimal(abs(percent), digits: percent < -99 ? 1 : 0)
        return text == "0" ? "0 %" : (percent > 0 ? "+" : "\u{2212}") + text + " %"
    }

    /// A number with its thousands apart: `2,560`.
    package static func grouped(_ number: Int) -> String {
        var digits = ""
        for (index, digit) in String(number.magnitude).reversed().enumerated() {
            if index > 0, index % 3 == 0 { digits.append(",") }
            digits.append(digit)
        }
        return (number < 0 ? "-" : "") + String(digits.reversed())
    }

    /// "1 file", "3 files".
    static func count(_ number: Int, _ noun: String) -> String {
        "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// With at most `digits` digits after the point.
    static func decimal(_ value: Double, digits: Int) -> String {
        let factor = (0..<digits).reduce(1.0) { product, _ in product * 10 }
        let text = "\((value * factor).rounded() / factor)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// Three significant digits.
    private static func significant(_ value: Double) -> String {
        decimal(value, digits: value < 10 ? 2 : value < 100 ? 1 : 0)
    }
}
