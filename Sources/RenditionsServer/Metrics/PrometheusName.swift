/// Names, labels and values as the text format has them.
enum PrometheusName {
    /// - Parameter suffix: what the name ends in, unless it does already.
    static func metric(_ label: String, suffix: String) -> String {
        let name = cleaned(label)
        return name.hasSuffix(suffix) ? name : name + suffix
    }

    /// `name="value",…` in the order of the names, without braces. Of two labels of one name the first counts. `le` is the
    /// histograms' own, and what begins with two underscores is Prometheus'; both get a name that is free.
    static func labels(_ dimensions: [(String, String)]) -> String {
        var values: [String: String] = [:]
        for (label, value) in dimensions {
            var name = cleaned(label)
            if name == "le" || name.hasPrefix("__") { name = "exported_" + name }
            if values[name] == nil { values[name] = value }
        }
        return values.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(escaped($0.value))\"" }.joined(separator: ",")
    }

    static func value(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
        return Int(exactly: number).map(String.init) ?? "\(number)"
    }

    private static func cleaned(_ name: String) -> String {
        var bytes: [UInt8] = name.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                byte
            default: UInt8(ascii: "_")
            }
        }
        if bytes.first.map({ $0 < UInt8(ascii: "A") }) ?? true { bytes.insert(UInt8(ascii: "_"), at: 0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
