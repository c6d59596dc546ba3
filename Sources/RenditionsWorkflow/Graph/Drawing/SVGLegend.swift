/// What the colours of an execution's path mean: only of those that are there to see.
struct SVGLegend {
    private struct Entry {
        let look: String
        let words: String
        let width: Double
    }

    private let entries: [Entry]

    private static let swatch = 14.0
    private static let gap = 18.0

    init(path: ExecutionPath?) {
        guard let path else {
            entries = []
            return
        }
        let seen = Set(path.nodes.values.map(\.state))
        let states = ExecutionPath.Progress.State.allCases.reversed().filter(seen.contains).map(\.rawValue)
        entries = (states + ["missed"]).map { look in
            let words = look == "missed" ? "not reached" : look
            return Entry(
                look: look, words: words, width: Self.swatch + 6 + TextMeasure.width(of: words, size: 11) + Self.gap)
        }
    }

    /// In pixels.
    var width: Double { entries.reduce(0) { $0 + $1.width } }

    /// - Parameter place: the left end of the middle line.
    func text(at place: GraphPoint) -> String {
        var x = place.x
        var text = "<g aria-label=\"Legend\">\n"
        for entry in entries {
            let number = SVGWriter.number
            text +=
                "<rect class=\"wf-\(entry.look)\" x=\"\(number(x))\" y=\"\(number(place.y - 6))\" "
                + "width=\"\(number(Self.swatch))\" height=\"12\" rx=\"3\"/>\n"
            text +=
                "<text class=\"wf-text wf-note\" x=\"\(number(x + Self.swatch + 6))\" y=\"\(number(place.y + 4))\">"
                + "\(entry.words)</text>\n"
            x += entry.width
        }
        return text + "</g>\n"
    }
}
