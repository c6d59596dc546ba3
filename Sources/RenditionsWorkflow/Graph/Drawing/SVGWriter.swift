/// Draws a layout as SVG: one file without scripts, fonts, links or identifiers, so that several can stand in one page.
struct SVGWriter {
    private enum Measure {
        static let margin = 20.0
        static let title = 34.0
        static let legend = 40.0
        static let leastWidth = 240.0
    }

    private let graph: WorkflowGraph
    private let path: ExecutionPath?
    private let layout: GraphLayout
    private let title: TextBlock
    private var out = ""

    init(_ graph: WorkflowGraph, showing path: ExecutionPath?) {
        self.graph = graph
        self.path = path
        layout = GraphLayout(graph, showing: path)
        title = TextBlock(
            graph.title, size: 16, isBold: true, maximumWidth: max(Measure.leastWidth, layout.size.width),
            maximumLines: 1)
    }

    mutating func text() -> String {
        let legend = SVGLegend(path: path)
        let content = max(layout.size.width, title.width, legend.width, Measure.leastWidth)
        let width = content + 2 * Measure.margin
        let height = layout.size.height + 2 * Measure.margin + Measure.title + (path == nil ? 0 : Measure.legend)
        add(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(Self.number(width))\" height=\"\(Self.number(height))\" "
                + "viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\" role=\"img\" "
                + "aria-label=\"\(XMLText(summary).escaped)\">")
        add("<title>\(XMLText(graph.title).escaped)</title>")
        add("<desc>\(XMLText(summary).escaped)</desc>")
        add("<style>\(SVGStyle.text)</style>")
        add(
            "<rect class=\"wf-page\" x=\"0.5\" y=\"0.5\" width=\"\(Self.number(width - 1))\" "
                + "height=\"\(Self.number(height - 1))\" rx=\"8\"/>")
        write(title.lines, at: GraphPoint(Measure.margin, Measure.margin + 15), title, classes: "wf-text wf-title")
        let left = (width - layout.size.width) / 2
        add("<g transform=\"translate(\(Self.number(left)) \(Self.number(Measure.margin + Measure.title)))\">")
        // Boxes that hold others come first, so that what is inside is seen; lines come last, since they touch borders.
        for box in layout.boxes { write(box) }
        for dot in layout.dots { write(dot) }
        for route in layout.routes where path?.edges[route.edge] == nil { write(route) }
        for route in layout.routes where path?.edges[route.edge] != nil { write(route) }
        add("</g>")
        if path != nil {
            out += legend.text(at: GraphPoint(Measure.margin, height - Measure.margin - 8))
        }
        add("</svg>")
        return out
    }

    /// What a screen reader says instead of the picture.
    private var summary: String {
        let count = graph.nodes.count
        var summary = "Workflow \(graph.title) with \(count == 1 ? "one state" : "\(count) states")"
        if let path {
            summary += "; \(path.nodes.count) reached by an execution that \(path.status.words)"
            let failed = graph.nodes.filter { path.nodes[$0.id]?.state == .failed && $0.levels.isEmpty }.map(\.name)
            if !failed.isEmpty { summary += "; failed at \(failed.joined(separator: ", "))" }
        }
        return summary + "."
    }

    private mutating func add(_ line: String) { out += line + "\n" }

    /// As short as two decimals can be.
    static func number(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let (whole, part) = (abs(hundredths) / 100, abs(hundredths) % 100)
        var text = (hundredths < 0 ? "-" : "") + String(whole)
        if part > 0 { text += part % 10 == 0 ? ".\(part / 10)" : part < 10 ? ".0\(part)" : ".\(part)" }
        return text
    }

    private func attributes(_ frame: GraphRect) -> String {
        "x=\"\(Self.number(frame.x))\" y=\"\(Self.number(frame.y))\" width=\"\(Self.number(frame.width))\" "
            + "height=\"\(Self.number(frame.height))\""
    }

    /// - Parameter place: the left end of the first baseline.
    private mutating func write(
        _ lines: [String], at place: GraphPoint, _ block: TextBlock, classes: String, anchor: String = ""
    ) {
        for (index, line) in lines.enumerated() {
            let y = place.y + Double(index) * block.lineHeight
            add(
                "<text class=\"\(classes)\" x=\"\(Self.number(place.x))\" y=\"\(Self.number(y))\"\(anchor)>"
                    + "\(XMLText(line).escaped)</text>")
        }
    }

    private mutating func write(_ box: GraphBox) {
        let progress = path?.nodes[box.node.id]
        let isMissed = path != nil && progress == nil
        let look = isMissed ? " wf-missed" : progress.map { " wf-\($0.state.rawValue)" } ?? ""
        let shape = box.branches.isEmpty ? "wf-box" : "wf-group"
        let said = ([box.node.name] + box.node.details + [isMissed ? "not reached" : progress?.words ?? ""])
            .filter { !$0.isEmpty }.joined(separator: ", ")
        add("<g aria-label=\"\(XMLText(said.singleSpaced).escaped)\">")
        add("<title>\(XMLText(said).escaped)</title>")
        add("<rect class=\"\(shape)\(look)\" \(attributes(box.frame)) rx=\"8\"/>")
        for branch in box.branches { add("<rect class=\"wf-branch\" \(attributes(branch)) rx=\"6\"/>") }
        add(
            "<path class=\"wf-icon\(isMissed ? " wf-missed-line" : "")\" "
                + "transform=\"translate(\(Self.number(box.icon.x)) \(Self.number(box.icon.y)))\" "
                + "d=\"\(SVGIcon.path(of: box.node.type))\"/>")
        var y = box.textFrame.y
        let faded = isMissed ? " wf-missed-text" : ""
        for (block, classes) in [(box.name, "wf-text wf-name")] + box.details.map({ ($0, "wf-text wf-note") })
            + [(box.remark, "wf-text wf-remark")]
        {
            write(
                block.lines, at: GraphPoint(box.textFrame.x, y + block.size), block, classes: classes + faded)
            y += block.height
        }
        add("</g>")
    }

    private mutating func write(_ dot: GraphDot) {
        let center = "cx=\"\(Self.number(dot.frame.midX))\" cy=\"\(Self.number(dot.frame.midY))\""
        switch dot.kind {
        case .begin: add("<circle class=\"wf-dot\(dot.isReached ? "" : " wf-missed-arrow")\" \(center) r=\"8\"/>")
        case .finish:
            add("<circle class=\"wf-ring\(dot.isReached ? "" : " wf-missed-line")\" \(center) r=\"7.3\"/>")
            add("<circle class=\"wf-dot\(dot.isReached ? "" : " wf-missed-arrow")\" \(center) r=\"4\"/>")
        }
    }

    private mutating func write(_ route: GraphRoute) {
        var isCatch = false
        if case .caught = route.edge.kind { isCatch = true }
        var look = ""
        if let path { look = path.edges[route.edge] == nil ? "missed" : isCatch ? "caught" : "taken" }
        let line = look.isEmpty ? "" : " wf-\(look)-line"
        let arrow = look.isEmpty ? "" : " wf-\(look)-arrow"
        add("<path class=\"wf-line\(isCatch ? " wf-catch" : "")\(line)\" d=\"\(SVGPath(route).text)\"/>")
        add("<path class=\"wf-arrow\(arrow)\" d=\"\(SVGPath.arrow(of: route))\"/>")
        guard let label = route.label else { return }
        add("<g>")
        if label.text.isCut { add("<title>\(XMLText(route.edge.label ?? "").escaped)</title>") }
        write(
            label.text.lines, at: GraphPoint(label.frame.midX, label.frame.y + label.text.size), label.text,
            classes: "wf-text wf-note" + (look == "missed" ? " wf-missed-text" : ""), anchor: " text-anchor=\"middle\"")
        add("</g>")
    }
}

extension ExecutionStatus {
    fileprivate var words: String {
        switch self {
        case .running: "is running"
        case .succeeded: "succeeded"
        case .failed: "failed"
        case .timedOut: "timed out"
        case .aborted: "was aborted"
        }
    }
}
