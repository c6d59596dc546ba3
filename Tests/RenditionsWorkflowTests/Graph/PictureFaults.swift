import RenditionsWorkflow

/// What is wrong with a picture's geometry.
struct PictureFaults {
    private(set) var found: [String] = []
    private let layout: GraphLayout
    private let labels: [GraphRoute.Label]

    init(_ graph: WorkflowGraph, showing path: ExecutionPath? = nil) {
        self.init(GraphLayout(graph, showing: path), of: graph)
    }

    init(_ layout: GraphLayout, of graph: WorkflowGraph) {
        self.layout = layout
        labels = layout.routes.compactMap(\.label)
        checkBoxes(graph)
        checkTexts()
        for route in layout.routes { check(route) }
    }

    private mutating func report(_ fault: String) { found.append(fault) }

    private func isInside(_ inner: GraphBox, _ outer: GraphBox) -> Bool {
        outer.node.levels.flatMap(\.nodes).contains { $0.id == inner.node.id || isInside($0, inner.node) }
    }

    private func isInside(_ outer: WorkflowGraph.Node, _ node: WorkflowGraph.Node) -> Bool {
        outer.levels.flatMap(\.nodes).contains { $0.id == node.id || isInside($0, node) }
    }

    private mutating func checkBoxes(_ graph: WorkflowGraph) {
        let page = GraphRect(x: -0.01, y: -0.01, width: layout.size.width + 0.02, height: layout.size.height + 0.02)
        if layout.boxes.map(\.node.id).sorted() != graph.nodes.map(\.id).sorted() { report("not every node has a box") }
        for (index, box) in layout.boxes.enumerated() {
            if !page.contains(box.frame) { report("\(box.node.name) leaves the page") }
            for other in layout.boxes[(index + 1)...] {
                if isInside(other, box) {
                    if !box.branches.contains(where: { $0.contains(other.frame) }) {
                        report("\(other.node.name) leaves its branch of \(box.node.name)")
                    }
                } else if box.frame.overlaps(other.frame) {
                    report("\(box.node.name) overlaps \(other.node.name)")
                }
            }
            for (place, branch) in box.branches.enumerated() {
                if !box.frame.contains(branch) { report("a branch leaves \(box.node.name)") }
                for other in box.branches[(place + 1)...] where branch.overlaps(other) {
                    report("branches of \(box.node.name) overlap")
                }
            }
        }
        for dot in layout.dots {
            if !page.contains(dot.frame) { report("a dot leaves the page") }
            for box in layout.boxes where box.node.levels.isEmpty && box.frame.overlaps(dot.frame) {
                report("a dot lies on \(box.node.name)")
            }
        }
    }

    private mutating func checkTexts() {
        for box in layout.boxes {
            if !box.frame.contains(box.textFrame) { report("the text of \(box.node.name) leaves its box") }
            if box.icon.overlaps(box.textFrame) { report("icon and text of \(box.node.name) overlap") }
            for branch in box.branches where branch.overlaps(box.textFrame) {
                report("the text of \(box.node.name) lies on a branch")
            }
            for label in labels {
                if box.node.levels.isEmpty ? box.frame.overlaps(label.frame) : crosses(box.frame, label.frame) {
                    report("'\(label.text.lines.joined(separator: " "))' lies on \(box.node.name)")
                }
            }
        }
        for (index, label) in labels.enumerated() {
            if label.frame.x < 0 || label.frame.right > layout.size.width { report("a label leaves the page") }
            for other in labels[(index + 1)...] where label.frame.overlaps(other.frame) {
                report("labels overlap: \(label.text.lines) and \(other.text.lines)")
            }
        }
    }

    /// Whether one is neither inside nor outside of the other.
    private func crosses(_ outer: GraphRect, _ inner: GraphRect) -> Bool {
        outer.overlaps(inner) && !outer.contains(inner)
    }

    private mutating func check(_ route: GraphRoute) {
        let edge = route.edge
        let name = "\(edge.from ?? -1) to \(edge.to ?? -1)"
        let points = Self.points(of: route)
        guard let first = points.first?.first, let last = points.last?.last else { return report("\(name) is empty") }
        if !isAtBorder(first, of: edge.from) { report("\(name) does not begin at its box") }
        if !isAtBorder(last, of: edge.to) { report("\(name) does not end at its box") }
        let xs = points.joined().map(\.x)
        let ys = points.joined().map(\.y)
        let around = GraphRect(
            x: xs.min() ?? 0, y: ys.min() ?? 0, width: (xs.max() ?? 0) - (xs.min() ?? 0),
            height: (ys.max() ?? 0) - (ys.min() ?? 0) + 0.01)
        let boxes = layout.boxes.filter { box in
            // An edge inside of a box may be anywhere in it.
            let isAround = [edge.from, edge.to].compactMap(\.self).allSatisfy { id in
                layout.boxes.contains { $0.node.id == id && isInside($0, box) }
            }
            return !isAround && box.frame.isNear(around)
        }
        let labels = labels.filter { $0.frame.isNear(around) }
        for point in points.joined() {
            if point.x < -0.01 || point.y < -0.01 || point.x > layout.size.width + 0.01
                || point.y > layout.size.height + 0.01
            {
                report("\(name) leaves the page")
            }
            for box in boxes where Self.isWithin(point, box.frame) {
                report("\(name) runs through \(box.node.name)")
            }
            for label in labels where Self.isWithin(point, label.frame) {
                report("\(name) runs through '\(label.text.lines.joined(separator: " "))'")
            }
        }
    }

    private func isAtBorder(_ point: GraphPoint, of node: WorkflowGraph.Node.ID?) -> Bool {
        func touches(_ frame: GraphRect) -> Bool {
            let isInRange =
                point.x >= frame.x - 0.01 && point.x <= frame.right + 0.01 && point.y >= frame.y - 0.01
                && point.y <= frame.bottom + 0.01
            let distance = min(
                abs(point.x - frame.x), abs(point.x - frame.right), abs(point.y - frame.y), abs(point.y - frame.bottom))
            return isInRange && distance < 0.01
        }
        guard let node else { return layout.dots.contains { touches($0.frame) } }
        return layout.boxes.first { $0.node.id == node }.map { touches($0.frame) } ?? false
    }

    private static func isWithin(_ point: GraphPoint, _ frame: GraphRect) -> Bool {
        point.x > frame.x + 0.1 && point.x < frame.right - 0.1 && point.y > frame.y + 0.1
            && point.y < frame.bottom - 0.1
    }

    /// Points close together on each unbroken part of a line.
    private static func points(of route: GraphRoute) -> [[GraphPoint]] {
        var parts: [[GraphPoint]] = []
        for piece in route.pieces {
            guard let last = parts.last?.last else {
                parts.append([piece.end])
                continue
            }
            switch piece {
            case .move(let point): parts.append([point])
            case .line(let point):
                let steps = max(1, Int((abs(point.x - last.x) + abs(point.y - last.y)) / 6))
                for step in 1...steps {
                    let part = Double(step) / Double(steps)
                    parts[parts.count - 1].append(
                        GraphPoint(last.x + (point.x - last.x) * part, last.y + (point.y - last.y) * part))
                }
            case .curve(let point):
                let middle = (last.y + point.y) / 2
                for step in 1...16 {
                    let (t, u) = (Double(step) / 16, 1 - Double(step) / 16)
                    let (a, b, c, d) = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
                    parts[parts.count - 1].append(
                        GraphPoint(
                            last.x * (a + b) + point.x * (c + d), last.y * a + middle * (b + c) + point.y * d))
                }
            }
        }
        return parts
    }
}

extension GraphRect {
    fileprivate func isNear(_ other: GraphRect) -> Bool {
        x <= other.right && other.x <= right && y <= other.bottom && other.y <= bottom
    }
}
