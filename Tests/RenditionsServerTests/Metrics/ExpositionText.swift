import Testing

/// Metrics in the text format, read by its rules; what breaks one is an issue.
struct ExpositionText {
    struct Sample: Hashable {
        var name: String
        var labels: [String: String]
        var value: Double
    }

    private(set) var types: [String: String] = [:]
    private(set) var samples: [Sample] = []

    init(_ text: String) {
        #expect(text.hasSuffix("\n"), "the last line ends, too")
        var family: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("# TYPE ") {
                let words = line.split(separator: " ")
                let name = String(words[2])
                #expect(types[name] == nil, "all lines of \(name) come together, after one line of their type")
                types[name] = String(words[3])
                family = name
            } else if let sample = Self.sample(line) {
                #expect(belongs(sample, to: family), "\(sample.name) stands below the type of \(family ?? "nothing")")
                let isNew = !samples.contains { $0.name == sample.name && $0.labels == sample.labels }
                #expect(isNew, "\(line) is there twice")
                samples.append(sample)
            } else {
                Issue.record("not understood: \(line)")
            }
        }
    }

    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        samples.first { $0.name == name && $0.labels == labels }?.value
    }

    private func belongs(_ sample: Sample, to family: String?) -> Bool {
        guard let family, let type = types[family] else { return false }
        guard type == "histogram" else { return sample.name == family && sample.labels["le"] == nil }
        switch sample.name {
        case family + "_bucket": return sample.labels["le"] != nil
        case family + "_sum", family + "_count": return sample.labels["le"] == nil
        default: return false
        }
    }

    private static func sample(_ line: Substring) -> Sample? {
        var rest = line
        guard let name = rest.prefixMatch(of: /[a-zA-Z_:][a-zA-Z0-9_:]*/)?.output else { return nil }
        rest = rest.dropFirst(name.count)
        var labels: [String: String] = [:]
        if rest.first == "{" {
            rest = rest.dropFirst()
            while let match = rest.prefixMatch(of: /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\\\|\\"|\\n)*)",?/) {
                guard labels.updateValue(unescaped(match.output.2), forKey: String(match.output.1)) == nil else {
                    return nil
                }
                rest = rest[match.range.upperBound...]
            }
            guard rest.first == "}" else { return nil }
            rest = rest.dropFirst()
        }
        guard rest.first == " ", let value = number(rest.dropFirst()) else { return nil }
        return Sample(name: String(name), labels: labels, value: value)
    }

    private static func number(_ text: Substring) -> Double? {
        switch text {
        case "+Inf": .infinity
        case "-Inf": -.infinity
        case "NaN": .nan
        default: Double(text)
        }
    }

    private static func unescaped(_ text: Substring) -> String {
        var result = ""
        var isEscaped = false
        for character in text.unicodeScalars {
            switch (isEscaped, character) {
            case (false, "\\"): isEscaped = true
            case (true, "n"):
                result += "\n"
                isEscaped = false
            default:
                result.unicodeScalars.append(character)
                isEscaped = false
            }
        }
        return result
    }
}
